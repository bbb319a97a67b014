"""A document as numbers to go on with: XLSX with charts that can be edited, ODS, and one long CSV."""
