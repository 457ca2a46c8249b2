package dev.nordbox.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    private static final String SAMPLE = "host/etc/sample.yaml";

    /** Model of host/etc/sample.yaml.ftl of the tests. */
    public record Sample(List<String> names, int port, boolean open, Optional<String> comment) {}

    /** Model of cluster/sample.yaml.ftl, which misspells its name. */
    public record Named(String name) {}

    private final Templates templates = Templates.beside(TemplatesTest.class);

    @TempDir Path directory;

    private static Sample sample(String... names) {
        return new Sample(List.of(names), 16443, true, Optional.empty());
    }

    @Test
    void rendersTheComponentsOfARecord() {
        RenderedFile file = templates.render(SAMPLE, sample("a", "b"));

        assertThat(file.text()).isEqualTo("- \"a\"\n- \"b\"\nport: 16443\nopen: true\n");
        assertThat(file.target()).isEqualTo("/etc/sample.yaml");
    }

    @Test
    void aHostileValueStaysOneScalar() {
        String text = templates.render(SAMPLE, sample("a: \"b\"\n# x")).text();

        assertThat(text).startsWith("- \"a: \\\"b\\\"\\n# x\"\n");
    }

    @Test
    void anOptionalIsThereOrMissing() {
        Sample model = new Sample(List.of(), 1, false, Optional.of("yes"));

        assertThat(templates.render(SAMPLE, model).text())
                .isEqualTo("port: 1\nopen: false\ncomment: \"yes\"\n");
    }

    @Test
    void numbersDoNotDependOnTheLocaleOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Templates.beside(TemplatesTest.class).render(SAMPLE, sample()).text())
                    .contains("port: 16443\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aMisspeltVariableIsAnErrorWithTemplateAndLine() {
        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> templates.render("cluster/sample.yaml", new Named("x")))
                .withMessageStartingWith("cluster/sample.yaml.ftl:1:")
                .withMessageContaining("`nmae` is missing in the model")
                .matches(failed -> !failed.inUserTemplate());
    }

    @Test
    void aMisspeltVariableIsAnErrorBehindADefaultToo() throws IOException {
        override(SAMPLE, "${prot!1}");
        Templates own = templates.overriddenBy(directory);

        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> own.render(SAMPLE, sample()))
                .withMessageContaining("sample.yaml.ftl:1:")
                .withMessageContaining("prot")
                .matches(TemplateFailed::inUserTemplate);
    }

    @Test
    void anUnknownTemplateSuggestsTheNearest() {
        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> templates.render("host/etc/smaple.yaml", sample()))
                .withMessageContaining("did you mean `host/etc/sample.yaml.ftl`?");
    }

    @Test
    void aFileOfTheUserTakesThePlaceOfOursAndTheRestStays() throws IOException {
        override(SAMPLE, "mine: ${port}\n");

        assertThat(templates.overriddenBy(directory).render(SAMPLE, sample()).text())
                .isEqualTo("mine: 16443\n");
        assertThat(templates.render(SAMPLE, sample()).text()).startsWith("port:");
    }

    @Test
    void everythingWrongInTheUsersDirectoryIsToldAtOnce() throws IOException {
        override(SAMPLE, "<#if open>\n");
        override("host/etc/samples.yaml", "x");
        Files.writeString(directory.resolve("host/notes.txt"), "x");
        Path hidden = Files.createDirectories(directory.resolve(".git"));
        Files.writeString(hidden.resolve("config"), "left alone");

        TemplateFailed failed =
                catchThrowableOfType(TemplateFailed.class, () -> templates.overriddenBy(directory));

        assertThat(failed.inUserTemplate()).isTrue();
        assertThat(failed.problems()).hasSize(3);
        assertThat(failed.problems().get(0).remedy())
                .isEqualTo("did you mean `host/etc/sample.yaml.ftl`?");
        assertThat(failed.problems().get(1).where()).endsWith("notes.txt");
        assertThat(failed.problems().get(1).remedy()).contains(SAMPLE);
        assertThat(failed.problems().get(2).where()).contains("sample.yaml.ftl:");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws IOException {
        override(SAMPLE, "");
        Files.write(directory.resolve(SAMPLE + ".ftl"), "é".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> templates.overriddenBy(directory))
                .withMessageContaining("is not UTF-8");
    }

    @Test
    void aMissingDirectoryIsAProblem() {
        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> templates.overriddenBy(directory.resolve("gone")))
                .withMessageContaining("cannot be read as a directory");
    }

    @Test
    void templatesReachNoClassesAndNoMethods() throws IOException {
        override(SAMPLE, "${\"freemarker.template.utility.Execute\"?new()(\"id\")}");
        Templates reaching = templates.overriddenBy(directory);
        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> reaching.render(SAMPLE, sample()));

        override(SAMPLE, "${names.getClass()}");
        Templates calling = templates.overriddenBy(directory);
        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> calling.render(SAMPLE, sample()));
    }

    @Test
    void everyBundledTemplateIsListedWithoutItsSuffix() {
        assertThat(templates.paths()).containsExactly("cluster/sample.yaml", SAMPLE);
    }

    @Test
    void aFileBelowOwnIsAddedRenderedOrAsItIs() throws IOException {
        override("own/host/etc/motd", "${name}");
        Path script = directory.resolve("own/host/etc/cron.d/backup");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "${HOME}");

        Templates own = templates.overriddenBy(directory);

        assertThat(own.added("host")).containsExactly("host/etc/cron.d/backup", "host/etc/motd");
        assertThat(own.added("cluster")).isEmpty();
        assertThat(own.renderAdded("host/etc/cron.d/backup", sample()))
                .isEqualTo(new RenderedFile("host/etc/cron.d/backup", "${HOME}"));
        assertThat(own.renderAdded("host/etc/motd", new Named("box")).target())
                .isEqualTo("/etc/motd");
        assertThat(own.paths()).isEqualTo(templates.paths());
        assertThat(templates.added("host")).isEmpty();
    }

    @Test
    void twoFilesThatBecomeOneAreAProblem() throws IOException {
        override("own/host/etc/motd", "a");
        Files.writeString(directory.resolve("own/host/etc/motd"), "b");

        assertThatExceptionOfType(TemplateFailed.class)
                .isThrownBy(() -> templates.overriddenBy(directory))
                .withMessageContaining("becomes the same as " + directory);
    }

    private void override(String path, String text) throws IOException {
        Path file = directory.resolve(path + ".ftl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
