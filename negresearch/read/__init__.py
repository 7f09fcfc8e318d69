"""What the user brings: texts, manifest, codebook, actors. Reads and checks; finds nothing."""
