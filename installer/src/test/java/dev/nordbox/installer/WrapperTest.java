package dev.nordbox.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code nordbox}, as somebody has it who put it somewhere. */
class WrapperTest {
    private record Said(int code, String out, String err) {}

    @TempDir private Path home;
    private Path wrapper;
    private Path java;

    @BeforeEach
    void install() throws IOException {
        wrapper =
                Files.copy(
                        Path.of("nordbox"),
                        Files.createDirectories(home.resolve("opt/nordbox 1")).resolve("nordbox"),
                        StandardCopyOption.COPY_ATTRIBUTES);
        java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 13\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theJarBesideItRunsWithTheWordsAsTheyAre() throws Exception {
        Path jar = Files.createFile(wrapper.resolveSibling("bootstrap.jar"));
        Path link = Files.createDirectories(home.resolve("bin")).resolve("nb");
        Files.createSymbolicLink(link, Path.of("../opt/nordbox 1/nordbox"));

        for (Path called : new Path[] {wrapper, link}) {
            Said said = run(called, Map.of(), "plan", "--host", "a b", "$HOME");

            assertThat(said.out).isEqualTo("<-jar><%s><plan><--host><a b><$HOME>".formatted(jar));
            assertThat(said.code).isEqualTo(13);
        }
    }

    @Test
    void aJarElsewhereAndAJavaElsewhereCanBeNamed() throws Exception {
        Path jar = Files.createFile(home.resolve("other.jar"));

        Said said =
                run(
                        wrapper,
                        Map.of(
                                "NORDBOX_JAR", jar.toString(),
                                "JAVA_HOME", home.resolve("jdk").toString(),
                                "PATH", "/usr/bin:/bin"));

        assertThat(said.out).isEqualTo("<-jar><%s>".formatted(jar));
    }

    @Test
    void whatIsMissingIsSaidWithTheWayToHaveIt() throws Exception {
        assertThat(run(wrapper, Map.of()))
                .isEqualTo(
                        new Said(
                                127,
                                "",
                                """
                                nordbox: there is no bootstrap.jar beside %s
                                  fix: copy it there, or say where it is: NORDBOX_JAR=FILE
                                """
                                        .formatted(wrapper)));

        Files.createFile(wrapper.resolveSibling("bootstrap.jar"));
        Said misspelt = run(wrapper, Map.of("NORDBOX_JAR", "/nowhere.jar"));
        assertThat(misspelt.code).isEqualTo(127);
        assertThat(misspelt.err).startsWith("nordbox: NORDBOX_JAR is no file: /nowhere.jar\n");

        Said noJava = run(wrapper, Map.of("JAVA_HOME", "/nowhere"));
        assertThat(noJava.code).isEqualTo(127);
        assertThat(noJava.err)
                .startsWith("nordbox: there is no Java in /nowhere (JAVA_HOME)\n")
                .contains("install Java 17 or newer");
    }

    private Said run(Path program, Map<String, String> environment, String... words)
            throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = program.toString();
        System.arraycopy(words, 0, all, 1, words.length);
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", java.getParent() + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }
}
