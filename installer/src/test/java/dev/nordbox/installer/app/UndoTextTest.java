package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndoTextTest {

    @Test
    void eachObjectThatWasDeletedIsARow() {
        assertThat(
                        UndoText.deletions(
                                read(
                                        """
                                        {"name":"web","deletions":[
                                          {"id":7,"time":"2026-11-29T03:00:00Z","cause":"sync",
                                           "commit":"0123456789012345678901234567890123456789",
                                           "actor":"","objects":[
                                             {"object":"web/ConfigMap/a","back":true,"remark":""},
                                             {"object":"web/Secret/db\\u001b[2J","back":false,
                                              "remark":"never kept"}]}]}""")))
                .containsExactly(
                        "ID  TIME                  COMMIT   CAUSE  ACTOR  OBJECT             REMARK",
                        "7   2026-11-29T03:00:00Z  0123456  sync          web/ConfigMap/a",
                        "7   2026-11-29T03:00:00Z  0123456  sync          web/Secret/db [2J  stays"
                                + " away: never kept");
    }

    @Test
    void nothingIsASentence() {
        assertThat(UndoText.deletions(read("{\"name\":\"web\",\"deletions\":[]}")))
                .containsExactly("nothing that was deleted of web is kept");
    }

    @Test
    void anUndoTellsWhatItBringsAndWhatItLeavesOut() {
        assertThat(
                        UndoText.accepted(
                                read(
                                        """
                                        {"accepted":true,"objects":[
                                          {"object":"web/ConfigMap/a","back":true,"remark":""},
                                          {"object":"web/PersistentVolumeClaim/data","back":true,
                                           "remark":"it comes back empty"},
                                          {"object":"web/Secret/db","back":false,
                                           "remark":"never kept"}]}""")))
                .containsExactly(
                        "brings back web/ConfigMap/a",
                        "brings back web/PersistentVolumeClaim/data: it comes back empty",
                        "leaves out web/Secret/db: never kept");
    }

    private static Map<String, Object> read(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
