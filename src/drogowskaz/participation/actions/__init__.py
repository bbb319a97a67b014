"""What people do in participation, each act whole or not at all."""
