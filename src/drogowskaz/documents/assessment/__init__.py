"""The document of an assessment, described block by block; the renderers beside make it paper."""
