"""Who may do what in participation. Each function returns nothing, or a refusal with its sentence."""
