package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The syncs of an application, and below them what the audit trail has of it. */
class ApplicationHistoryTest {
    private static final String WEB =
            """
            {"application":{"metadata":{"name":"web"},"status":{"history":[
              {"id":0,"deployedAt":"2026-11-29T10:00:00Z","revision":"bbb",
               "initiatedBy":{"automated":true}}]}},"leftovers":{}}""";
    private static final String TRAIL =
            """
            {"whole":true,"problems":[],"lines":9,"firstLine":1,"lastLine":9,"lastHash":"ab12",
             "leftOff":3,"entries":[
              {"line":7,"time":"2026-11-29T11:00:00Z","action":"apply",
               "object":"web/ConfigMap/settings","application":"web","commit":"%s",
               "cause":"self-heal","managerBefore":"kubectl-edit\\u001b[2J"},
              {"line":9,"time":"2026-11-29T12:00:00Z","action":"prune",
               "object":"web/ConfigMap/old","application":"web","commit":"%s",
               "cause":"sync","actor":"kari"}]}"""
                    .formatted("c".repeat(40), "d".repeat(40));

    private final FakeController controller = new FakeController();

    @BeforeEach
    void theControllerTellsBoth() {
        controller.answers(WEB, TRAIL);
    }

    @Test
    void theTrailStandsBelowTheSyncsTheNewestFirst() throws ProblemException {
        assertThat(ApplicationHistory.text(history().content()))
                .containsExactly(
                        "ID  DEPLOYED              REVISION  BY",
                        "0   2026-11-29T10:00:00Z  bbb       the controller",
                        "",
                        "LINE  TIME                  ACTION  OBJECT                  COMMIT   CAUSE"
                                + "      ACTOR  BEFORE",
                        "9     2026-11-29T12:00:00Z  prune   web/ConfigMap/old       ddddddd  sync "
                                + "      kari",
                        "7     2026-11-29T11:00:00Z  apply   web/ConfigMap/settings  ccccccc "
                                + " self-heal         kubectl-edit [2J",
                        "(3 older ones are left off: name a greater --last)");
    }

    @Test
    void onlyItsOwnLinesAreAskedForAndSoManyOfThem() throws ProblemException {
        history();

        assertThat(controller.asked)
                .containsExactly("GET /applications/web", "GET /audit?application=web&last=2");
    }

    @Test
    void aProgramReadsTheTrailBesideTheApplication() throws ProblemException {
        Map<String, Object> read = Json.parse(history().json().getBytes(StandardCharsets.UTF_8));

        assertThat(Fields.text(read, "application", "metadata", "name")).hasValue("web");
        assertThat(Fields.list(read, "trail", "entries"))
                .extracting(entry -> Fields.number(entry, "line"))
                .containsExactly(7L, 9L);
    }

    @Test
    void aTrailThatIsNotWholeIsToldAndWhereToLook() throws ProblemException {
        FakeController broken = new FakeController();
        broken.answers(WEB, TRAIL.replace("\"problems\":[]", "\"problems\":[\"1.jsonl:3\"]"));

        assertThat(
                        ApplicationHistory.text(
                                ApplicationHistory.of(broken.applications(), "web", 2).content()))
                .last()
                .isEqualTo("the trail is NOT whole: `audit` names each place");
    }

    private BoxApplications.Told history() throws ProblemException {
        return ApplicationHistory.of(controller.applications(), "web", 2);
    }
}
