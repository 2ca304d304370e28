-- The corpus: one SQLite file. Every table can be traced to a page: indikator and what hangs on it carry halaman
-- (page, from 1) and through dokumen_id the PDF. Texts are as printed.

CREATE TABLE berkas (                    -- agency files (JSON) that this corpus was built from
  nama TEXT PRIMARY KEY,                 -- file name
  sha256 TEXT NOT NULL                   -- of its content: an unchanged file is not read again
);

CREATE TABLE uji_petik (                 -- the last audit of the folder: sure values drawn at random and judged
  waktu TEXT NOT NULL,
  diambil INTEGER NOT NULL,              -- values drawn
  dari INTEGER NOT NULL,                 -- sure values that there were
  diperiksa INTEGER NOT NULL,            -- judged right or wrong
  salah INTEGER NOT NULL,
  bawah REAL NOT NULL,                   -- 95 % bounds of the share of wrong ones (Clopper and Pearson)
  atas REAL NOT NULL
);

CREATE TABLE wilayah (                   -- regions, Kemendagri codes
  kode TEXT PRIMARY KEY,
  nama TEXT NOT NULL,
  tingkat TEXT NOT NULL CHECK (tingkat IN ('provinsi', 'kabupaten', 'kota')),
  provinsi_kode TEXT NOT NULL REFERENCES wilayah (kode)
);

CREATE TABLE urusan (                    -- government affairs, Permendagri 90/2019
  kode TEXT PRIMARY KEY,
  nama TEXT NOT NULL,
  kelompok TEXT
);

CREATE TABLE instansi (
  instansi_id TEXT PRIMARY KEY,          -- region code and name, as the file name of its JSON
  nama TEXT,
  jenis TEXT,
  wilayah_kode TEXT REFERENCES wilayah (kode),
  berkas TEXT NOT NULL REFERENCES berkas (nama)
);

CREATE TABLE instansi_urusan (
  instansi_id TEXT NOT NULL REFERENCES instansi (instansi_id),
  urusan_kode TEXT NOT NULL REFERENCES urusan (kode),
  PRIMARY KEY (instansi_id, urusan_kode)
);

CREATE TABLE dokumen (                   -- one PDF
  dokumen_id TEXT PRIMARY KEY,
  instansi_id TEXT NOT NULL REFERENCES instansi (instansi_id),
  berkas_pdf TEXT NOT NULL,
  sha256 TEXT NOT NULL,                  -- of the PDF
  jenis TEXT NOT NULL,
  nomor TEXT,
  tentang TEXT,
  tanggal TEXT,
  tempat TEXT,
  tahun_awal INTEGER,
  tahun_akhir INTEGER,
  tahun INTEGER,                         -- first year covered, else the year of its date
  perubahan INTEGER NOT NULL CHECK (perubahan IN (0, 1)),
  jumlah_halaman INTEGER NOT NULL
);

CREATE TABLE dasar_hukum (
  dokumen_id TEXT NOT NULL REFERENCES dokumen (dokumen_id),
  urut INTEGER NOT NULL,
  jenis TEXT,
  nomor TEXT,
  tahun INTEGER,
  teks TEXT NOT NULL,
  halaman INTEGER,
  PRIMARY KEY (dokumen_id, urut)
);

CREATE TABLE tabel (
  dokumen_id TEXT NOT NULL REFERENCES dokumen (dokumen_id),
  tabel INTEGER NOT NULL,
  judul TEXT,
  jenis TEXT NOT NULL,
  halaman INTEGER,
  halaman_akhir INTEGER,
  baris INTEGER NOT NULL,
  unit TEXT,
  sama_dengan INTEGER,                   -- an earlier table that this one repeats
  versi_dari INTEGER,                    -- an earlier table of which it is another version
  PRIMARY KEY (dokumen_id, tabel)
);

CREATE TABLE konsep (                    -- like indicators over agencies, regions and years
  konsep_id TEXT PRIMARY KEY,
  nama TEXT NOT NULL,                    -- the wording that most agencies use
  ukuran TEXT,                           -- persen, jumlah, indeks, angka, ...
  jumlah_indikator INTEGER NOT NULL,
  jumlah_instansi INTEGER NOT NULL,
  jumlah_rumusan INTEGER NOT NULL,       -- wordings
  jumlah_formulasi INTEGER NOT NULL      -- different formulas
);

CREATE TABLE rumusan (                   -- a wording, independent of spelling
  rumusan TEXT PRIMARY KEY,
  konsep_id TEXT NOT NULL REFERENCES konsep (konsep_id),
  contoh TEXT NOT NULL,                  -- as printed somewhere
  jumlah_indikator INTEGER NOT NULL
);

CREATE TABLE tautan (                    -- why two wordings are one concept, or nearly
  kiri TEXT NOT NULL REFERENCES rumusan (rumusan),
  kanan TEXT NOT NULL REFERENCES rumusan (rumusan),
  jenis TEXT NOT NULL CHECK (jenis IN ('tautan', 'usulan', 'tinjauan')),
  nilai REAL NOT NULL,
  alasan TEXT NOT NULL,
  PRIMARY KEY (kiri, kanan, jenis)
);

CREATE TABLE indikator (
  indikator_id TEXT PRIMARY KEY,
  dokumen_id TEXT NOT NULL REFERENCES dokumen (dokumen_id),
  urut INTEGER NOT NULL,                 -- place in the document, from 0, of its list
  pokok INTEGER NOT NULL CHECK (pokok IN (0, 1)), -- 1: of the tables that the document is about (IKU)
  jenis_tabel TEXT NOT NULL,
  tabel INTEGER,
  versi INTEGER NOT NULL,                -- 1, 2, ... where one document prints its table again
  nomor TEXT,
  kode TEXT,
  misi TEXT,
  tujuan TEXT,
  sasaran TEXT,
  indikator TEXT,
  alasan TEXT,
  penjelasan TEXT,
  keterangan TEXT,
  tipe_penghitungan TEXT,
  program TEXT,
  tingkat_kinerja TEXT,                  -- tujuan, sasaran, program, kegiatan, sub_kegiatan
  tingkat_tercetak TEXT,
  induk TEXT,                            -- the statement one level up
  perspektif TEXT,
  bobot REAL,
  polarisasi TEXT,
  periode_pelaporan TEXT,
  konsolidasi TEXT,
  jenis_pengukuran TEXT,
  satuan TEXT,
  satuan_tercetak TEXT,
  satuan_dasar TEXT,
  lainnya TEXT,                          -- JSON: columns that no field takes
  konsep_id TEXT REFERENCES konsep (konsep_id),
  rumusan TEXT REFERENCES rumusan (rumusan),
  halaman INTEGER,
  bbox TEXT,                             -- JSON: points from the top left of the page as shown
  sumber TEXT,                           -- teks, ocr, koreksi
  keyakinan REAL,                        -- lowest confidence of its values
  cari TEXT NOT NULL DEFAULT '',         -- search forms of the name
  cari_lain TEXT NOT NULL DEFAULT '',    -- search forms of its other texts
  FOREIGN KEY (dokumen_id, tabel) REFERENCES tabel (dokumen_id, tabel)
);

CREATE TABLE formulasi (
  indikator_id TEXT PRIMARY KEY REFERENCES indikator (indikator_id),
  teks TEXT,
  jenis TEXT,
  pembilang TEXT,
  penyebut TEXT,
  pengali REAL,
  halaman INTEGER,
  keyakinan REAL
);

CREATE TABLE sumber_data (
  indikator_id TEXT NOT NULL REFERENCES indikator (indikator_id),
  urut INTEGER NOT NULL,
  nama TEXT NOT NULL,
  peran TEXT,
  resmi TEXT,
  halaman INTEGER,
  PRIMARY KEY (indikator_id, urut)
);

CREATE TABLE penanggung_jawab (
  indikator_id TEXT NOT NULL REFERENCES indikator (indikator_id),
  urut INTEGER NOT NULL,
  nama TEXT NOT NULL,
  peran TEXT,
  resmi TEXT,
  halaman INTEGER,
  PRIMARY KEY (indikator_id, urut)
);

CREATE TABLE kegiatan (
  indikator_id TEXT NOT NULL REFERENCES indikator (indikator_id),
  urut INTEGER NOT NULL,
  nama TEXT NOT NULL,
  halaman INTEGER,
  PRIMARY KEY (indikator_id, urut)
);

CREATE TABLE nilai (
  indikator_id TEXT NOT NULL REFERENCES indikator (indikator_id),
  urut INTEGER NOT NULL,
  jenis TEXT NOT NULL,
  tahun INTEGER,
  tercetak TEXT,
  angka REAL,
  satuan TEXT,
  periode TEXT,                          -- TW1, B03, S1, s.d. TW3; null for a whole year
  kumulatif INTEGER,                     -- 1: counts from the beginning of the year
  halaman INTEGER,
  PRIMARY KEY (indikator_id, urut)
);

CREATE TABLE temuan (
  dokumen_id TEXT NOT NULL REFERENCES dokumen (dokumen_id),
  urut INTEGER NOT NULL,
  kode TEXT NOT NULL,
  tingkat TEXT NOT NULL,
  pesan TEXT NOT NULL,
  kriteria_lke TEXT,                     -- of the evaluation sheet, parted by semicolons
  indikator_id TEXT REFERENCES indikator (indikator_id),
  medan TEXT,
  halaman INTEGER,
  PRIMARY KEY (dokumen_id, urut)
);

CREATE TABLE asal (                      -- where each value of an indicator stood
  indikator_id TEXT NOT NULL REFERENCES indikator (indikator_id),
  medan TEXT NOT NULL,
  halaman INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  sumber TEXT NOT NULL,
  keyakinan REAL NOT NULL,
  cetak TEXT,                            -- as printed there
  PRIMARY KEY (indikator_id, medan)
) WITHOUT ROWID;

CREATE INDEX instansi_wilayah ON instansi (wilayah_kode);
CREATE INDEX instansi_berkas ON instansi (berkas);
CREATE INDEX urusan_instansi ON instansi_urusan (urusan_kode);
CREATE INDEX dokumen_instansi ON dokumen (instansi_id, tahun);
CREATE INDEX indikator_dokumen ON indikator (dokumen_id, tabel);
CREATE INDEX indikator_konsep ON indikator (konsep_id);
CREATE INDEX indikator_rumusan ON indikator (rumusan);
CREATE INDEX rumusan_konsep ON rumusan (konsep_id);
CREATE INDEX tautan_kanan ON tautan (kanan);
CREATE INDEX temuan_kode ON temuan (kode);
CREATE INDEX temuan_indikator ON temuan (indikator_id);
CREATE INDEX sumber_nama ON sumber_data (nama);
CREATE INDEX penanggung_nama ON penanggung_jawab (nama);

CREATE VIRTUAL TABLE indikator_fts USING fts5 (cari, cari_lain, content="indikator", tokenize='unicode61');

CREATE VIEW v_indikator AS               -- one row per indicator, to read
SELECT i.indikator_id, w.nama AS wilayah, p.nama AS provinsi, s.nama AS instansi, d.tahun, i.versi, i.sasaran, i.indikator,
  i.satuan, f.teks AS formulasi, f.pembilang, f.penyebut, f.pengali,
  (SELECT group_concat(nama, '; ') FROM sumber_data x WHERE x.indikator_id = i.indikator_id) AS sumber_data,
  (SELECT group_concat(nama, '; ') FROM penanggung_jawab x WHERE x.indikator_id = i.indikator_id) AS penanggung_jawab,
  i.konsep_id, i.pokok, i.jenis_tabel, d.berkas_pdf, i.halaman, i.keyakinan
FROM indikator i JOIN dokumen d USING (dokumen_id) JOIN instansi s USING (instansi_id)
LEFT JOIN formulasi f USING (indikator_id)
LEFT JOIN wilayah w ON w.kode = s.wilayah_kode LEFT JOIN wilayah p ON p.kode = w.provinsi_kode;
