// GridSamples
