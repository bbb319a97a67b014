"""The small language of written checks: parsed once into frozen nodes, evaluated over arrays, said as sentences."""
