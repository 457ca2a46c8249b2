package dev.nordbox.appliance.cluster;

import static dev.nordbox.appliance.cluster.ScriptedApi.cut;
import static dev.nordbox.appliance.cluster.ScriptedApi.ended;
import static dev.nordbox.appliance.cluster.ScriptedApi.event;
import static dev.nordbox.appliance.cluster.ScriptedApi.open;
import static dev.nordbox.appliance.cluster.ScriptedApi.page;
import static dev.nordbox.appliance.cluster.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.GroupKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the server may do. */
class KindWatchTest extends ScriptedWatch {

    @Test
    void allPagesAreOneListAndTheWatchGoesOnFromIt() throws IOException {
        api.plays(page("7", "next/page", "a", "b"), page("7", "", "c"));

        watch();

        awaitRequests(LIST, LIST + "&continue=next%2Fpage", watchFrom("7"));
        assertThat(heard.events()).containsExactly("listed a b c");
    }

    @Test
    void everyEventIsToldInItsOrder() throws IOException {
        api.plays(
                page("7", "", "a"),
                open(
                        event("ADDED", "b", "8"),
                        event("MODIFIED", "a", "9"),
                        event("DELETED", "b", "10")));

        watch();

        awaitEvents("listed a", "changed b 8", "changed a 9", "deleted b 10");
    }

    @Test
    void onlyMetadataIsAskedForWhenThatIsEnough() throws IOException {
        api.plays(page("7", ""));

        watch();

        awaitRequests(LIST, watchFrom("7"));
        assertThat(api.requests())
                .extracting(ScriptedApi.Request::accept)
                .containsExactly(
                        "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
                        "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
    }

    @Test
    void aStreamThatEndsIsContinuedWhereItWasAndABookmarkMovesThatPlace() throws IOException {
        api.plays(
                page("7", "", "a"),
                ended(event("MODIFIED", "a", "8")),
                ended(event("BOOKMARK", "", "20")),
                ended());

        watch();

        awaitRequests(LIST, watchFrom("7"), watchFrom("8"), watchFrom("20"), watchFrom("20"));
        assertThat(heard.events()).containsExactly("listed a", "changed a 8");
    }

    @Test
    void aBrokenConnectionIsContinuedAfterTheLastWholeLine() throws IOException {
        String half = event("MODIFIED", "a", "9").substring(0, 30);
        api.plays(page("7", "", "a"), cut(event("MODIFIED", "a", "8"), half));

        watch();

        awaitRequests(LIST, watchFrom("7"), watchFrom("8"));
        assertThat(heard.events()).containsExactly("listed a", "changed a 8", "interrupted");
    }

    @Test
    void aForgottenPlaceIsListedAnewSoThatWhatVanishedIsMissed() throws IOException {
        api.plays(page("7", "", "a", "b"), status(410), page("90", "", "b"));

        watch();

        awaitRequests(LIST, watchFrom("7"), LIST, watchFrom("90"));
        assertThat(heard.events()).containsExactly("listed a b", "interrupted", "listed b");
    }

    @Test
    void soIsAPlaceThatIsForgottenInTheMiddleOfAStreamEvenIfThatStaysOpen() throws IOException {
        api.plays(
                page("7", "", "a", "b"),
                open(event("MODIFIED", "a", "8"), error(410), event("MODIFIED", "a", "9")),
                page("90", "", "b"));

        watch();

        awaitRequests(LIST, watchFrom("7"), LIST, watchFrom("90"));
        assertThat(heard.events())
                .containsExactly("listed a b", "changed a 8", "interrupted", "listed b");
        assertThat(heard.reasons().get(0)).contains("too old");
    }

    @Test
    void aKindThatIsServedInAnotherVersionIsHeardInThatOne() throws IOException {
        ScriptedApi.Answer movedOn =
                connection -> {
                    api.servesThingsIn("v1");
                    status(404).play(connection);
                };
        api.servesThingsIn("v1beta1");
        api.plays(page("7", ""), movedOn, status(404), page("8", "", "a"));

        watch(new GroupKind("test.nordbox.no", "Thing"), FAST);

        await().until(() -> api.targets().size() == 5);
        assertThat(api.targets().get(4)).startsWith("/apis/test.nordbox.no/v1/things?watch=true");
        assertThat(heard.events())
                .containsExactly("listed", "interrupted", "interrupted", "listed a");
    }

    @Test
    void aListThatExpiresBetweenItsPagesBeginsAgain() throws IOException {
        api.plays(page("7", "next", "a"), status(410), page("8", "", "a", "b"));

        watch();

        awaitRequests(LIST, LIST + "&continue=next", LIST, watchFrom("8"));
        assertThat(heard.events()).containsExactly("interrupted", "listed a b");
    }

    @Test
    void aServerInTroubleIsAskedAgainAfterPausesThatGrow() throws IOException {
        api.plays(status(500), status(500), status(500), status(500), status(500), page("7", ""));

        watch();

        awaitEvents(
                "interrupted",
                "interrupted",
                "interrupted",
                "interrupted",
                "interrupted",
                "listed");
        List<Duration> pauses = pauses();
        for (int i = 0; i < 5; i++) {
            assertThat(pauses.get(i))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(List.of(10, 20, 40, 60, 60).get(i)));
        }
    }

    @Test
    void aStreamThatLivedEndsTheGrowthOfPausesEvenWhenItBreaks() throws IOException {
        List<Long> cuts = new CopyOnWriteArrayList<>();
        ScriptedApi.Answer longLived =
                connection -> {
                    cut().play(connection);
                    long opened = System.nanoTime();
                    await().until(() -> since(opened).compareTo(FAST.longestPause()) > 0);
                    cuts.add(System.nanoTime());
                };
        api.plays(status(500), status(500), status(500), page("7", ""));
        api.plays(longLived, longLived, longLived, longLived, longLived);

        watch();

        // One quick return will do: a busy machine may delay any of them.
        await().until(
                        () -> {
                            List<ScriptedApi.Request> returns = api.requests();
                            return IntStream.range(0, Math.min(cuts.size(), returns.size() - 5))
                                    .mapToObj(i -> returns.get(i + 5).nanos() - cuts.get(i))
                                    .anyMatch(gap -> gap < FAST.longestPause().toNanos());
                        });
    }

    @Test
    void troubleOfTheServerDoesNotLoseThePlace() throws IOException {
        api.plays(page("7", ""), status(500), status(429), status(503));

        watch();

        awaitRequests(LIST, watchFrom("7"), watchFrom("7"), watchFrom("7"), watchFrom("7"));
        assertThat(heard.reasons()).hasSize(3);
    }

    @Test
    void aServerThatRestartsIsFoundAgain() throws IOException {
        api.plays(page("7", ""), open(event("ADDED", "a", "8")));
        watch();
        awaitEvents("listed", "changed a 8");

        api.goDown();
        await().until(() -> heard.reasons().size() >= 3); // the stream broke, then refusals
        api.plays(open(event("MODIFIED", "a", "9")));
        api.comeBack();

        await().until(() -> heard.events().contains("changed a 9"));
        assertThat(api.targets()).containsExactly(LIST, watchFrom("7"), watchFrom("8"));
    }

    @Test
    void aLineThatNobodyUnderstandsIsNotAskedForAgain() throws IOException {
        api.plays(
                page("7", "", "a"),
                open(event("MODIFIED", "a", "8"), "<html>\n", event("MODIFIED", "a", "9")),
                page("10", "", "a"));

        watch();

        awaitRequests(LIST, watchFrom("7"), LIST, watchFrom("10"));
        assertThat(heard.events())
                .containsExactly("listed a", "changed a 8", "interrupted", "listed a");
        assertThat(heard.reasons().get(0)).contains("not a JSON object");
    }

    @Test
    void aStreamThatOutlivesItsTimeIsTakenForDead() throws IOException {
        Duration brief = Duration.ofMillis(50);
        api.plays(page("7", ""), open(), open());

        watch(new WatchTiming(brief, brief, brief, brief));

        String again = watchFrom("7").replace("timeoutSeconds=300", "timeoutSeconds=0");
        awaitRequests(LIST, again, again, again);
        assertThat(heard.reasons()).hasSize(2).allMatch(why -> why.contains("went silent"));
    }

    private List<Duration> pauses() {
        List<ScriptedApi.Request> requests = api.requests();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            pauses.add(Duration.ofNanos(requests.get(i).nanos() - requests.get(i - 1).nanos()));
        }
        return pauses;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String error(int code) {
        return """
                {"type": "ERROR", "object": {"kind": "Status", "code": %d, "message": "too old"}}
                """
                .formatted(code);
    }
}
