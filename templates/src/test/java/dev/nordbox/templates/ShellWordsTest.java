package dev.nordbox.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    @Test
    void plainWordsStayReadable() {
        assertThat(ShellWords.join(List.of("systemctl", "restart", "k3s.service")))
                .isEqualTo("systemctl restart k3s.service");
    }

    @Test
    void anEmptyWordStaysAWord() {
        assertThat(ShellWords.join(List.of("test", "-n", ""))).isEqualTo("test -n ''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "it's",
                "$HOME",
                "`id`",
                "$(id)",
                "a;b",
                "a&b",
                "a|b",
                ">file",
                "*",
                "~",
                "#no",
                "back\\slash",
                "\"double\"",
                "line\nbreak",
                "\ttab ",
                "blåbær",
                "!x",
                "{a,b}",
                "[a]",
                "''",
                "'",
                "-rf",
                "=x"
            })
    void aShellGivesBackTheVeryWord(String word) throws Exception {
        assertThat(throughShell(List.of(word))).containsExactly(word);
    }

    @Test
    void anyWordsComeBackUnchanged() throws Exception {
        Random random = new Random(7);
        String alphabet = "abc '\"\\$`\n\t;&|<>(){}[]*?~#!=%-ø€";
        for (int round = 0; round < 20; round++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                StringBuilder word = new StringBuilder();
                for (int length = random.nextInt(12); length > 0; length--) {
                    word.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                words.add(word.toString());
            }
            assertThat(throughShell(words)).isEqualTo(words);
        }
    }

    @Test
    void aNulByteIsRefusedForItWouldEndTheWord() {
        assertThatThrownBy(() -> ShellWords.quote("a\0b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> throughShell(List<String> words) throws Exception {
        List<String> printing = new ArrayList<>(List.of("printf", "%s\\0"));
        printing.addAll(words);
        Process shell = new ProcessBuilder("sh", "-c", ShellWords.join(printing)).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(printed.split("\0", -1)).subList(0, words.size());
    }
}
