package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual machine that does not know an option, or its compiler's directives, does not start. */
class ControllerJavaOptionsTest {

    private static final Pattern BY_THE_SECOND_COMPILER =
            Pattern.compile("\\s*\\d+\\s+\\d+\\s+[%sbn! ]*4\\s+([\\w.$]+)::.*");
    private static final List<String> LET =
            List.of(
                    "java.math.BigInteger",
                    "java.math.MutableBigInteger",
                    "com.sun.crypto.provider.",
                    "sun.security.provider.");

    @TempDir private Path directory;

    @Test
    void startAMachineThatSaysNothingOfItsOwnWhereJsonIsExpected() throws Exception {
        Path errors = directory.resolve("stderr");
        Process java = java("-version").redirectError(errors.toFile()).start();

        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(said).isEmpty(); // -version goes to standard error as well
    }

    @Test
    void letTheSecondCompilerAtArithmeticAndAtNothingElse() throws Exception {
        Process java =
                java("-XX:+PrintCompilation", "-cp", classes(), Powers.class.getName()).start();
        List<String> optimised = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(java.getErrorStream(), StandardCharsets.UTF_8))) {
            while (!optimised.contains("java.math.BigInteger")) {
                String line = lines.readLine();
                assertThat(line).as("it ended").isNotNull();
                Matcher matcher = BY_THE_SECOND_COMPILER.matcher(line);
                if (matcher.matches()) {
                    optimised.add(matcher.group(1));
                }
            }
        } finally {
            java.destroy();
            java.waitFor();
        }
        assertThat(optimised).allMatch(type -> LET.stream().anyMatch(type::startsWith));
    }

    private static String classes() throws Exception {
        return Path.of(Powers.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private ProcessBuilder java(String... more) throws Exception {
        Path directives = directory.resolve("compiler.json");
        Files.write(directives, ControllerFiles.COMPILER.content());
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ControllerUnit.of("/usr/bin/java", false).javaOptions()) {
            words.add(option.replace(ControllerPaths.COMPILER, directives.toString()));
        }
        assertThat(words).anyMatch(word -> word.endsWith(directives.toString()));
        words.addAll(List.of(more));
        return new ProcessBuilder(words);
    }
}
