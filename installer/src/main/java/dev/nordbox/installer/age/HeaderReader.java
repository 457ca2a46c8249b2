package dev.nordbox.installer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a header byte by byte, so that the stream then stands at the payload. Strict. */
final class HeaderReader {
    /** Some thousand recipients; a header is kept whole. */
    private static final int LIMIT = 1 << 20;

    private static final int MAC = 32;

    private final InputStream in;
    private int left = LIMIT;

    HeaderReader(InputStream in) {
        this.in = in;
    }

    Header read() throws IOException {
        readVersion();
        List<Stanza> stanzas = new ArrayList<>();
        String line = line();
        while (line.startsWith(Header.STANZA)) {
            stanzas.add(stanza(line));
            line = line();
        }
        if (!line.startsWith(Header.END + " ") || stanzas.isEmpty()) {
            throw AgeException.notAge("the header has a line that age does not know");
        }
        byte[] mac = Base64Text.decode(line.substring(Header.END.length() + 1));
        if (mac.length != MAC) {
            throw AgeException.notAge("the header's end has a wrong form");
        }
        return new Header(stanzas, mac);
    }

    private void readVersion() throws IOException {
        StringBuilder text = new StringBuilder();
        int length = Header.VERSION.length();
        int next = in.read();
        while (next >= 0 && next != '\n' && text.length() < length) {
            text.append((char) next);
            next = in.read();
        }
        if (text.length() == length && Armour.BEGIN.startsWith(text.toString())) {
            throw new AgeException(
                    AgeException.Reason.ARMOURED, "it is armoured text, not a binary age file");
        }
        if (next != '\n' || !text.toString().equals(Header.VERSION)) {
            throw AgeException.notAge("it does not begin as an age v1 file does");
        }
    }

    private Stanza stanza(String line) throws IOException {
        List<String> words = Arrays.asList(line.substring(Header.STANZA.length()).split(" ", -1));
        if (words.stream().anyMatch(String::isEmpty)) {
            throw AgeException.notAge("the header has a stanza of a wrong form");
        }
        StringBuilder body = new StringBuilder();
        String part = line();
        while (part.length() == Header.COLUMNS) {
            body.append(part);
            part = line();
        }
        if (part.length() > Header.COLUMNS) {
            throw AgeException.notAge("the header has a line that is too long");
        }
        body.append(part);
        return new Stanza(
                words.get(0), words.subList(1, words.size()), Base64Text.decode(body.toString()));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw AgeException.truncated("it ends within its header");
            }
            if (next < ' ' || next > '~') {
                throw AgeException.notAge("the header has a byte that is no text");
            }
            if (left-- == 0) {
                throw AgeException.notAge("the header is longer than 1 MiB");
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
