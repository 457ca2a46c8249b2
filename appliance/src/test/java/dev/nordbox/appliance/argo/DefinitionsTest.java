package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionsTest {

    @Test
    void applicationsHaveArgosNamesAndColumns() {
        Map<String, Object> definition = Definitions.applications();

        assertThat(Fields.text(definition, "metadata", "name"))
                .contains("applications.argoproj.io");
        assertThat(Fields.list(definition, "spec", "names", "shortNames"))
                .containsExactly("app", "apps");
        assertThat(Fields.list(version(definition), "additionalPrinterColumns"))
                .extracting(
                        column -> Fields.text(column, "name").orElse(""),
                        column -> Fields.number(column, "priority"),
                        column -> Fields.text(column, "jsonPath").orElse(""))
                .containsExactly(
                        tuple("Sync Status", 0L, ".status.sync.status"),
                        tuple("Health Status", 0L, ".status.health.status"),
                        tuple("Revision", 10L, ".status.sync.revision"),
                        tuple("Project", 10L, ".spec.project"));
    }

    @Test
    void neitherHasAStatusSubresourceForArgosClientsWriteTheWholeObject() {
        assertThat(Definitions.all())
                .hasSize(2)
                .allSatisfy(
                        definition -> {
                            assertThat(Fields.at(version(definition), "subresources")).isEmpty();
                            assertThat(Fields.text(version(definition), "name"))
                                    .contains("v1alpha1");
                        });
    }

    private static Object version(Map<String, Object> definition) {
        List<Object> versions = Fields.list(definition, "spec", "versions");
        assertThat(versions).hasSize(1);
        return versions.get(0);
    }
}
