"""The shared face: layouts, components with examples, forms, pagination."""
