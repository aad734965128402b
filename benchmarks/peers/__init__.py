"""Measures this project beside Pelican alone, Hugo and Eleventy, which build the same blog."""
