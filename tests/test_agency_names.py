"""Names of institutions of many kinds: where they end, what area and superior they print."""

from __future__ import annotations

import time

import pytest

from iku.normalize.document.agency import find_agencies, letterhead
from iku.normalize.document.agency_form import printed_form
from iku.normalize.document.knowledge import table
from iku.normalize.document.regions import daerah
from iku.normalize.model import Instansi
from iku.schemas.write import agency_file_name

# text, name in the output, kind, area of a vertical office, code of the region that is printed
KINDS = [
    ("PENGADILAN NEGERI TANJUNG BALAI KARIMUN KELAS II\nTAHUN 2024",
     "Pengadilan Negeri Tanjung Balai Karimun Kelas II", "pengadilan", "TANJUNG BALAI KARIMUN", None),
    ("LAPORAN KINERJA\nPENGADILAN TINGGI AGAMA\nBANDAR LAMPUNG",
     "Pengadilan Tinggi Agama Bandar Lampung", "pengadilan", "BANDAR LAMPUNG", None),
    ("MAHKAMAH SYAR'IYAH LHOKSUKON", "Mahkamah Syar'iyah Lhoksukon", "pengadilan", "LHOKSUKON", None),
    ("KEJAKSAAN TINGGI SULAWESI TENGGARA\n2020-2024",
     "Kejaksaan Tinggi Sulawesi Tenggara", "kejaksaan", "SULAWESI TENGGARA", None),
    ("Kepala Kejaksaan Negeri Kabupaten Bogor",
     "Kejaksaan Negeri Kabupaten Bogor", "kejaksaan", "Kabupaten Bogor", "32.01"),
    ("POLRES METRO JAKARTA SELATAN", "Polres Metro Jakarta Selatan", "kepolisian", "JAKARTA SELATAN", None),
    ("BADAN PUSAT STATISTIK\nKABUPATEN LOMBOK TIMUR\nNOTULENSI RAPAT",
     "Badan Pusat Statistik Kabupaten Lombok Timur", "badan", "KABUPATEN LOMBOK TIMUR", "52.03"),
    ("BADAN\nPUSAT\nSTATISTIK\nNOTULENSI RAPAT", "Badan Pusat Statistik", "badan", None, None),
    ("KOMISI PEMILIHAN UMUM KOTA TERNATE TAHUN 2023",
     "Komisi Pemilihan Umum Kota Ternate", "kpu", "KOTA TERNATE", "82.71"),
    ("BAWASLU KABUPATEN KUNINGAN", "Bawaslu Kabupaten Kuningan", "bawaslu", "KABUPATEN KUNINGAN", "32.08"),
    ("UNIVERSITAS NEGERI GORONTALO", "Universitas Negeri Gorontalo", "perguruan_tinggi", None, None),
    ("UIN SUNAN AMPEL SURABAYA\nMANUAL INDIKATOR", "UIN Sunan Ampel Surabaya", "perguruan_tinggi", None, None),
    ("POLITEKNIK NEGERI SAMARINDA", "Politeknik Negeri Samarinda", "perguruan_tinggi", None, None),
    ("KANTOR KEMENTERIAN AGAMA KABUPATEN TEGAL\nCASCADING",
     "Kantor Kementerian Agama Kabupaten Tegal", "kantor", "KABUPATEN TEGAL", "33.28"),
    ("KANTOR WILAYAH KEMENTERIAN HUKUM DAN HAM JAWA TIMUR",
     "Kantor Wilayah Kementerian Hukum dan HAM Jawa Timur", "kantor", "JAWA TIMUR", None),
    ("KANTOR PELAYANAN PAJAK PRATAMA\nKUDUS", "Kantor Pelayanan Pajak Pratama Kudus", "kantor", "KUDUS", None),
    ("KANTOR IMIGRASI KELAS I TPI BATAM", "Kantor Imigrasi Kelas I TPI Batam", "kantor", "BATAM", None),
    ("LEMBAGA PEMASYARAKATAN KELAS IIA PALEMBANG",
     "Lembaga Pemasyarakatan Kelas IIA Palembang", "pemasyarakatan", "PALEMBANG", None),
    ("BALAI BESAR PENGAWAS OBAT DAN MAKANAN DI SERANG",
     "Balai Besar Pengawas Obat dan Makanan di Serang", "balai", None, None),
    ("BALAI TAMAN NASIONAL BROMO TENGGER SEMERU",
     "Balai Taman Nasional Bromo Tengger Semeru", "balai", None, None),
    ("PERWAKILAN BPKP PROVINSI SUMATERA BARAT",
     "Perwakilan BPKP Provinsi Sumatera Barat", "badan", "PROVINSI SUMATERA BARAT", "13"),
    ("BADAN NARKOTIKA NASIONAL KABUPATEN CIAMIS",
     "Badan Narkotika Nasional Kabupaten Ciamis", "badan", "KABUPATEN CIAMIS", "32.07"),
    ("MAHKAMAH AGUNG REPUBLIK INDONESIA", "Mahkamah Agung Republik Indonesia", "pengadilan", None, None),
    ("PUSKESMAS MAOS\nKABUPATEN CILACAP", "Puskesmas Maos Kabupaten Cilacap", "upt", None, "33.01"),
    ("RUMAH SAKIT UMUM DAERAH dr. SOEDIRMAN\nKABUPATEN KEBUMEN",
     "Rumah Sakit Umum Daerah Dr. Soedirman Kabupaten Kebumen", "rsud", None, "33.05"),
    ("RSUD SY\nKABUPATEN BANGKALAN", "RSUD Kabupaten Bangkalan", "rsud", None, "35.26"),
    ("KECAMATAN TEMBALANG\nKOTA SEMARANG", "Kecamatan Tembalang Kota Semarang", "kecamatan", None, "33.74"),
    ("KAPANEWON KALASAN KABUPATEN SLEMAN", "Kapanewon Kalasan Kabupaten Sleman", "kecamatan", None, "34.04"),
    ("PT ANGKASA PURA I (PERSERO)\nTAHUN 2020", "PT Angkasa Pura I (Persero)", "bumn", None, None),
    ("PERUMDA AIR MINUM TIRTA PAKUAN KOTA BOGOR",
     "Perumda Air Minum Tirta Pakuan Kota Bogor", "bumd", None, "32.71"),
    ("DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN\nDAN PERLINDUNGAN ANAK\nKABUPATEN KUDUS",
     "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Kudus", "dinas", None, "33.19"),
    ("DINAS PEKERJAAN UMUM\nDAN PENATAAN RUANG\nRAPAT EVALUASI",
     "Dinas Pekerjaan Umum dan Penataan Ruang", "dinas", None, None),
    ("SATUAN POLISI PAMONG PRAJA KABUPATEN BLORA",
     "Satuan Polisi Pamong Praja Kabupaten Blora", "satuan", None, "33.16"),
    ("SEKRETARIAT DPRD KABUPATEN NGAWI", "Sekretariat DPRD Kabupaten Ngawi", "sekretariat", None, "35.21"),
    ("BADAN\nBPBD\nPENANGGULANGAN", "Badan Penanggulangan Bencana Daerah", "badan", None, None),
    ("KOMANDO DISTRIK MILITER 0712/TEGAL", "Komando Distrik Militer 0712/Tegal", "tni", None, None),
    ("SMP NEGERI 3 SALATIGA", "SMP Negeri 3 Salatiga", "sekolah", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "area", "region"), KINDS, ids=[k[1] for k in KINDS])
def test_name_kind_area_and_region_as_printed(
    text: str, name: str, kind: str, area: str | None, region: str | None
) -> None:
    [named] = find_agencies(text)
    code = named.region.kode if named.region and named.region.level_printed else None
    place = daerah(None) if named.central else daerah(code)
    assert (printed_form(named.nama.lower(), place), named.jenis) == (name, kind)
    assert (named.wilayah, code) == (area, region)


@pytest.mark.parametrize(
    ("text", "name", "superior"),
    [
        ("BIRO ORGANISASI SEKRETARIAT DAERAH PROVINSI BALI", "BIRO ORGANISASI", "SEKRETARIAT DAERAH"),
        ("UPTD PUSKESMAS MAJA DINAS KESEHATAN KABUPATEN MAJALENGKA", "UPTD PUSKESMAS MAJA", "DINAS KESEHATAN"),
        ("Kelurahan Bugih Kecamatan Pamekasan Kabupaten Pamekasan", "Kelurahan Bugih", "Kecamatan Pamekasan"),
        ("Fakultas Hukum Universitas Jember", "Fakultas Hukum Universitas Jember", "Universitas Jember"),
        ("PUSAT DATA KEMENTERIAN PERHUBUNGAN", "PUSAT DATA", "KEMENTERIAN PERHUBUNGAN"),
    ],
)
def test_superior_behind_the_name_is_told_apart(text: str, name: str, superior: str) -> None:
    [named] = find_agencies(text)
    assert named.nama == name and named.induk is not None and named.induk.nama == superior


@pytest.mark.parametrize(
    ("lines", "speaks", "over"),
    [
        ("PEMERINTAH KABUPATEN CILACAP\nDINAS KESEHATAN\nUPTD PUSKESMAS MAOS", "UPTD PUSKESMAS MAOS",
         "DINAS KESEHATAN"),
        ("KEJAKSAAN TINGGI JAWA TENGAH\nKEJAKSAAN NEGERI SRAGEN", "KEJAKSAAN NEGERI SRAGEN",
         "KEJAKSAAN TINGGI JAWA TENGAH"),
        ("KEPOLISIAN NEGARA REPUBLIK INDONESIA\nDAERAH JAWA TENGAH\nRESOR BLORA", "kepolisian RESOR BLORA",
         "KEPOLISIAN NEGARA REPUBLIK INDONESIA DAERAH JAWA TENGAH"),
        ("PENGADILAN TINGGI AGAMA SEMARANG\nPENGADILAN AGAMA AMBARAWA", "PENGADILAN AGAMA AMBARAWA",
         "PENGADILAN TINGGI AGAMA SEMARANG"),
    ],
)  # fmt: skip
def test_lowest_institution_of_a_letterhead_speaks(lines: str, speaks: str, over: str) -> None:
    told = letterhead(find_agencies(lines))
    assert [n.nama for n in told if not n.above] == [speaks]
    assert told[-1].induk is not None and told[-1].induk.nama == over


@pytest.mark.parametrize(
    "text",
    [
        "BAHAN KEBIJAKAN TEKNIS PENINGKATAN",
        "DUNAS KESEHATAN",
        "pusat kegiatan belajar masyarakat",
        "Badan Usaha Milik Desa yang aktif",
        "perjalanan Dinas Luar Daerah",
    ],
)
def test_common_words_are_no_institution(text: str) -> None:
    assert find_agencies(text) == ()


def test_damaged_head_counts_on_scans_only() -> None:
    assert find_agencies("DINAA KESEHATAN KOTA DEPOK") == ()
    [named] = find_agencies("DINAA KESEHATAN KOTA DEPOK", damaged=True)
    assert named.jenis == "dinas"


def test_long_lines_cost_little() -> None:
    text = "KANTOR PELAYANAN BADAN DINAS " * 2000 + "KOTA " * 3000
    begun = time.process_time()
    find_agencies(text)
    assert time.process_time() - begun < 3.0


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Rumah Sakit Umum Daerah Simpur Kabupaten Sigi", "RSUD Simpur Kabupaten Sigi"),
        ("Badan Pusat Statistik Kabupaten Sigi", "BPS Kabupaten Sigi"),
        ("Inspektorat Daerah Kabupaten Sigi", "Inspektorat Kabupaten Sigi"),
        ("UPTD Puskesmas Biromaru Kabupaten Sigi", "Puskesmas Biromaru Kabupaten Sigi"),
    ],
)
def test_one_institution_under_two_heads_shares_a_file(long: str, short: str) -> None:
    assert agency_file_name(Instansi(long), []) == agency_file_name(Instansi(short), [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DINAS P3AP2KB KABUPATEN REMBANG",
         "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"),
        ("DINAS PUPR KABUPATEN REMBANG", "Dinas Pekerjaan Umum dan Penataan Ruang"),
        ("DINAS XYZ9 KABUPATEN REMBANG", "Dinas XYZ9"),
        ("Setda Kabupaten Rembang", "Sekretariat Daerah"),
    ],
)  # fmt: skip
def test_short_names_are_spelled_out_by_data_only(text: str, name: str) -> None:
    [named] = find_agencies(text)
    assert printed_form(named.nama.lower(), daerah(None)) == name


def test_scan_shows_a_damaged_head_mended() -> None:
    [named] = find_agencies("D1NAS KESEHATAN", damaged=True)
    assert named.nama == "dinas KESEHATAN"


@pytest.mark.parametrize(
    "name",
    [
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Dinas Energi dan Sumber Daya Mineral",
        "Kementerian Dalam Negeri",
        "Direktorat Jenderal Anggaran",
        "Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah",
        "Biro Pengadaan Barang dan Jasa",
        "Direktorat Pembinaan Jalan",
        "Dinas Bina Marga dan Penataan Ruang",
    ],
)
def test_names_hold_words_that_end_others(name: str) -> None:
    assert [n.nama for n in find_agencies(name)] == [name]
    assert [n.nama for n in find_agencies(f"INDIKATOR KINERJA UTAMA\n{name.upper()}\nTAHUN 2020")] == [name.upper()]
    broken = name.replace(" dan ", "\ndan ").upper()
    assert [n.nama for n in find_agencies(broken)] == [name.upper()]


def test_usual_names_are_read_whole_wherever_their_line_breaks() -> None:
    for row in table("perangkat_daerah"):
        words = row["nomenklatur"].upper().split()
        if len(words) == 1 or row["nomenklatur"] == "rumah sakit umum daerah":
            continue  # a kecamatan, a hospital has a name of its own
        for n in range(1, len(words) + 1):
            text = f"{' '.join(words[:n])}\n{' '.join(words[n:])}\nKOTA DEPOK\nTAHUN 2020"
            assert [named.nama for named in find_agencies(text)] == [" ".join(words)], text
