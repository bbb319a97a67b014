"""Templates of an edition filled in a spreadsheet program (XLSX, ODS), read by the keys written into them."""
