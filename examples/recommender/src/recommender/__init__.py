"""A factorization machine over viewers and films, small enough to read in one sitting."""
