"""Tables, the journey document and the rules. Knows neither Flask nor the renderers."""
