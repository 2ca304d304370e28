from extract import offline as offline  # first of all: nothing here calls home
