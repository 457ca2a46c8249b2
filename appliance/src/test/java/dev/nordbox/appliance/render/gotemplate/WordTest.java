package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WordTest {
    @Test
    void findsWhatTheJdkFinds() {
        Random chance = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = letters(chance, 12);
            String word = letters(chance, 4);
            int from = chance.nextInt(text.length() + 1);

            int at = new Word(new Meter(Budget.DEFAULT), word).in(text, from);

            assertThat(at)
                    .as("%s in %s from %d", word, text, from)
                    .isEqualTo(text.indexOf(word, from));
        }
    }

    private static String letters(Random chance, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = chance.nextInt(most + 1); left > 0; left--) {
            text.append(chance.nextBoolean() ? 'a' : 'b');
        }
        return text.toString();
    }
}
