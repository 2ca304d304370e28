"""Cards: forms that print one indicator as label and value pairs (manual IKU, kamus indikator, profil indikator)."""
