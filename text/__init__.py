"""Questions about plain text that several rooms ask, each answered once. Knows neither pages nor fields."""
