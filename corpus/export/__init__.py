"""The corpus handed on: one module per form."""
