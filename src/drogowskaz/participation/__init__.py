"""What organisations and people bring into the assessment: agreements, the annexe, drafting, meetings and papers."""
