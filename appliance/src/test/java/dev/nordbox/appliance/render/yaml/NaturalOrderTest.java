package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void lettersComeLastAndNumbersByValue() {
        assertThat(sorted("aB", "a2", "a", "a10", "a_b", "a1", "a-b", "aa", "a.b", "a01", "a001"))
                .containsExactly(
                        "a", "a-b", "a.b", "a_b", "a1", "a01", "a001", "a2", "a10", "aB", "aa");
    }

    @Test
    void aCircleOfComparisonsIsSortedTheSameWayEveryTime() {
        List<String> circle = Arrays.asList("v10", "v2", "v1alpha1", "v1", "1.5", "10", "1e3");
        List<String> first = sorted(circle.toArray(new String[0]));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(circle, random);
            assertThat(sorted(circle.toArray(new String[0]))).isEqualTo(first);
        }
    }

    @Test
    void manyKeysTakeNoLongerThanSorting() {
        String[] keys = new String[20_000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "key" + i;
        }

        assertThat(NaturalOrder.INSTANCE.sort(keys)).isEqualTo(keys);
    }

    @Test
    void charactersBeyondTheBmpComeAfterThoseInside() {
        assertThat(NaturalOrder.byCodePoint("\uFFFD", "\uD83D\uDE00")).isNegative();
    }

    private static List<String> sorted(String... keys) {
        return List.of(NaturalOrder.INSTANCE.sort(keys));
    }
}
