"""The look: base template, components, tags and the component sheet."""
