package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.ResourceKey;
import org.junit.jupiter.api.Test;

/** Whether an application that cannot be rendered may still want an object. */
class MentionsTest {

    @Test
    void anObjectIsMentionedByItsNameAnywhereBelow() {
        RepositoryFiles files =
                RepositoryFiles.of("app/deep/er/web.yaml", configMap("web"))
                        .with("other/db.yaml", configMap("db"));

        assertThat(mentions(files, "./app/", "web")).isTrue();
        assertThat(mentions(files, "app", "db")).isFalse();
        assertThat(mentions(files, "", "db")).isTrue();
    }

    @Test
    void aPartOfALongerNameIsNoMention() {
        RepositoryFiles files = RepositoryFiles.of("app/a.yaml", configMap("web-frontend.v2"));

        assertThat(mentions(files, "app", "web")).isFalse();
        assertThat(mentions(files, "app", "frontend")).isFalse();
        assertThat(mentions(files, "app", "web-frontend.v2")).isTrue();
    }

    @Test
    void filesThatAreNoYamlMentionToo() {
        RepositoryFiles files = RepositoryFiles.of("app/a.yaml", "name: web\nbroken: [\n");

        assertThat(mentions(files, "app", "web")).isTrue();
    }

    @Test
    void aKustomizationMentionsWhatItTakesFromElsewhereAndRenames() {
        RepositoryFiles files =
                RepositoryFiles.of(
                                "app/prod/kustomization.yaml",
                                "namePrefix: prod-\nresources: [../base, gone.yaml]\n"
                                        + "configMapGenerator: [{name: settings}]\n")
                        .with(
                                "app/base/kustomization.yaml",
                                "nameSuffix: -v2\nresources: [web.yaml]\n")
                        .with("app/base/web.yaml", configMap("web"));

        assertThat(mentions(files, "app/prod", "prod-web-v2")).isTrue();
        assertThat(mentions(files, "app/prod", "prod-settings-ab12cd34ef")).isTrue();
        assertThat(mentions(files, "app/prod", "test-web-v2")).isFalse();
        assertThat(mentions(files, "app/prod", "prod-db-v2")).isFalse();
    }

    @Test
    void whatIsNotThereMentionsNothing() {
        RepositoryFiles files = RepositoryFiles.of("app/a.yaml", configMap("web"));

        assertThat(mentions(files, "gone", "web")).isFalse();
        assertThat(mentions(files, "../outside", "web")).isFalse();
    }

    @Test
    void linksThatLeadInACircleEnd() {
        RepositoryFiles files =
                RepositoryFiles.of("app/a.yaml", configMap("web")).withLink("app/again", "../app");

        assertThat(mentions(files, "app", "db")).isFalse();
    }

    @Test
    void moreThanIsReadMayMentionAnything() {
        RepositoryFiles files =
                RepositoryFiles.of("app/a.yaml", configMap("web"))
                        .with("app/large.txt", "x".repeat(10_000_001));

        assertThat(mentions(files, "app", "db")).isTrue();
    }

    @Test
    void whatCannotBeReadMayMentionAnything() {
        RepositoryFiles files =
                RepositoryFiles.of("app/a.yaml", configMap("web"))
                        .withLink("app/out", "../../etc/passwd");

        assertThat(mentions(files, "app", "db")).isTrue();
    }

    @Test
    void filesAreReadOnceForAllObjects() {
        RepositoryFiles files = RepositoryFiles.of("app/a.yaml", configMap("web"));
        Mentions mentions = Mentions.in(files, "app");
        int reads = files.reads();

        assertThat(mentions.of(key("web"))).isTrue();
        assertThat(mentions.of(key("db"))).isFalse();
        assertThat(files.reads()).isEqualTo(reads);
    }

    private static boolean mentions(RepositoryFiles files, String directory, String name) {
        return Mentions.in(files, directory).of(key(name));
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("", "ConfigMap", "shop", name);
    }
}
