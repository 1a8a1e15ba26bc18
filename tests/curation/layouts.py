"""Documents that the tests write themselves: an invented illness, in the layouts of invented sites."""

from __future__ import annotations

from collections.abc import Sequence

PLAIN = """\
BLUE-EAR SYNDROME: A GUIDE
Ear Society

What it is

Blue-ear syndrome is an invented illness of the outer ear. It is named
after its colour, which comes
and goes, e.g. with the weather. Dr. Lobe named it.

SYMPTOMS

People with it may notice:
  - a blue rim
    around the ear
  - humming at night
  - a cold lobe

It seldom hurts.

1. Treatment

  1. Warm the ear with a soft cap. Do so twice a day.
  2. Leave the cap on at night. It must not be tight.

Share this page

Facebook | Twitter | Print

Sources
[1] Lobe A. Blue ears. J Invented Med. 2019;3:1-9.
[2] Ear Society. https://ears.example/blue. Accessed May 4, 2022.

Last updated: 3 June 2023
© 2023 Ear Society. All rights reserved.
"""

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><title>Blue-ear syndrome | Ear Society</title>
<style>p { color: blue }</style><script>var tracked = "never a statement";</script></head>
<body class="has-sidebar page">
<header><a href="/">Ear Society</a><p>The home of ears</p></header>
<nav><ul><li><a href="/a">Ears A to Z</a></li><li><a href="/b">Give to us</a></li></ul></nav>
<div id="cookie-banner"><p>We like to keep crumbs. <button>Fine by me</button></p></div>
<main>
 <ol class="breadcrumb"><li>Home</li><li>Illnesses</li><li>Blue ear</li></ol>
 <h1>Blue-ear syndrome</h1>
 <div class="social-share"><a>Tell a friend</a></div>
 <p>Blue-ear syndrome is an <em>invented</em> illness.<!-- unseen --> Its cause is un<b>known</b>.</p>
 <h2><button aria-expanded="false">Symptoms</button></h2>
 <div>The first sign is a blue rim.<p>Others are:</p>
 <ul><li><a href="/hum">humming</a></li><li>a cold lobe
   <ul><li>mostly the left one</li></ul></li></ul></div>
 <h2>Tests</h2>
 <h3>At the doctor's</h3>
 <table><tr><th>Test</th><th>Finds</th></tr><tr><td>Ear lamp</td><td>blue light</td></tr></table>
 <h3>At home</h3>
 <p>A mirror shows the rim. Sign up for our free e-mail updates.</p>
 <h2>Related content</h2>
 <h3>Green-nose syndrome</h3>
 <p>It is another invented illness.</p>
 <h2>References</h2>
 <ol><li>Lobe A. Blue ears. 2019.</li><li>Ear Society, https://ears.example/blue.</li></ol>
 <p>Page last reviewed: 12 May 2022</p>
</main>
<aside><p>Have you met our newest ear?</p></aside>
<footer><p>Ear Society, Lobe Street</p></footer>
</body></html>
"""

PDF_PAGES = (
    (
        (9, 800, "Ear Society leaflet 7"),
        (20, 760, "Living with blue ears"),
        (10, 720, "Blue-ear syndrome is an invented illness of the outer"),
        (10, 708, "ear. Most people live with it for years."),
        (10, 686, "It is not catching."),
        (15, 650, "Symptoms"),
        (10, 625, "Tell your doctor if you have:"),
        (10, 611, "\u2022 a blue rim"),
        (10, 599, "\u2022 humming that keeps you"),
        (10, 587, "  awake"),
        (10, 565, "The rim may be well-"),
        (10, 553, "known to you before it is seen by"),
        (9, 30, "Page 1 of 2"),
    ),
    (
        (9, 800, "Ear Society leaflet 7"),
        (10, 760, "others."),
        (15, 720, "Treatment"),
        (10, 695, "A warm cap helps most people."),
        (10, 670, "Published: May 2021"),
        (9, 30, "Page 2 of 2"),
    ),
)


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], title: str = "") -> bytes:
    """A PDF of lines, each with its size, its height on the page and its text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< /Title ({title}) >>")
    for number, lines in enumerate(pages):
        stream = "\n".join(f"BT /F1 {size} Tf 60 {height} Td ({text}) Tj ET" for size, height, text in lines)
        place = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {place} /Contents {6 + 2 * number} 0 R >>")
        length = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{stream}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer << /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode()
