-- The engine's tracker store has a database of its own, so that the engine never sees the product's.
CREATE DATABASE signpost_tracker OWNER signpost;
