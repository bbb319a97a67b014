"""What the pages of a form on its way show: signing, versions, verification, and the public record."""
