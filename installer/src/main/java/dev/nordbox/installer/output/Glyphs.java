package dev.nordbox.installer.output;

import java.nio.charset.Charset;

/**
 * Marks before a line, with colour where the terminal has it, and in ASCII where its character set
 * has no others.
 */
record Glyphs(String done, String doing, String warning, String failed, String ellipsis) {

    static Glyphs of(Charset charset, boolean colour) {
        boolean rich = charset.newEncoder().canEncode("✔◎✗…");
        return new Glyphs(
                paint(rich ? "✔" : "+", 32, colour),
                paint(rich ? "◎" : "*", 36, colour),
                paint("!", 33, colour),
                paint(rich ? "✗" : "x", 31, colour),
                rich ? "…" : "...");
    }

    private static String paint(String text, int code, boolean colour) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
