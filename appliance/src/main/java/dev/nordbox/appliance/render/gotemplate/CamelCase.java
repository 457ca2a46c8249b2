package dev.nordbox.appliance.render.gotemplate;

/** {@code some_words} to {@code SomeWords}. */
final class CamelCase {
    private CamelCase() {}

    static String of(String text) {
        int[] runes = Runes.list(text);
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < runes.length && SeparatedCase.connects(runes[i])) {
            // The last connector of a text that has nothing else is written once more, below.
            Runes.append(out, runes[i++]);
        }
        if (i >= runes.length) {
            if (runes.length > 0) {
                Runes.append(out, runes[runes.length - 1]);
            }
            return out.toString();
        }
        boolean afterUpper = Letters.isUpper(runes[i]);
        int held = Character.toUpperCase(runes[i++]);
        for (; i < runes.length; i++) {
            int rune = runes[i];
            if (SeparatedCase.connects(rune) && SeparatedCase.connects(held)) {
                Runes.append(out, held);
            } else if (SeparatedCase.connects(held)) {
                afterUpper = Letters.isUpper(rune);
                rune = Character.toUpperCase(rune);
            } else {
                if (afterUpper && Letters.isUpper(rune)) {
                    rune = Character.toLowerCase(rune);
                } else {
                    afterUpper = false;
                }
                Runes.append(out, held);
            }
            held = rune;
        }
        Runes.append(out, held);
        return out.toString();
    }
}
