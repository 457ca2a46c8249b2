package dev.nordbox.appliance.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthAssessmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | apps/v1 | Deployment | {'replicas':2} | {'replicas':2,'updatedReplicas':2,'availableReplicas':2}",
                "Healthy     | apps/v1 | Deployment | {'replicas':0} | {}",
                "Progressing | apps/v1 | Deployment | {} | {'replicas':1,'updatedReplicas':1}",
                "Progressing | apps/v1 | Deployment | {'replicas':1} | {'replicas':2,'updatedReplicas':1,'availableReplicas':2}",
                "Degraded    | apps/v1 | Deployment | {} | {'conditions':[{'type':'Progressing','reason':'ProgressDeadlineExceeded'}]}",
                "Suspended   | apps/v1 | Deployment | {'paused':true} | {}",
                "Healthy     | apps/v1 | StatefulSet | {'replicas':1} | {'readyReplicas':1,'updateRevision':'a','currentRevision':'a'}",
                "Progressing | apps/v1 | StatefulSet | {'replicas':1} | {'readyReplicas':1,'updateRevision':'b','currentRevision':'a'}",
                "Progressing | apps/v1 | DaemonSet | {} | {'desiredNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':1}",
                "Healthy     | batch/v1 | Job | {} | {'conditions':[{'type':'Complete','status':'True'}]}",
                "Degraded    | batch/v1 | Job | {} | {'conditions':[{'type':'Failed','status':'True','message':'m'}]}",
                "Progressing | batch/v1 | Job | {} | {}",
                "Healthy     | v1 | PersistentVolumeClaim | {} | {'phase':'Bound'}",
                "Progressing | v1 | PersistentVolumeClaim | {} | {'phase':'Pending'}",
                "Degraded    | v1 | PersistentVolumeClaim | {} | {'phase':'Lost'}",
                "Healthy     | v1 | Pod | {} | {'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}",
                "Degraded    | v1 | Pod | {} | {'phase':'Pending','containerStatuses':[{'state':{'waiting':{'reason':'ImagePullBackOff'}}}]}",
                "Progressing | v1 | Pod | {'restartPolicy':'Never'} | {'phase':'Running'}",
                "Healthy     | v1 | Pod | {'restartPolicy':'Never'} | {'phase':'Succeeded'}",
                "Healthy     | v1 | ConfigMap | {} | {}",
            })
    void isReadFromTheStatusAsArgoReadsIt(
            String health, String apiVersion, String kind, String spec, String status) {
        LiveObject object =
                object(
                        "{'apiVersion':'%s','kind':'%s','metadata':{'name':'x'},'spec':%s,'status':%s}"
                                .formatted(apiVersion, kind, spec, status));

        assertThat(HealthAssessment.of(object).status()).hasToString(health);
    }

    @Test
    void aStatusOfAnEarlierSpecSaysNothing() {
        LiveObject object =
                object(
                        "{'apiVersion':'apps/v1','kind':'Deployment',"
                                + "'metadata':{'name':'x','generation':2},'spec':{},"
                                + "'status':{'observedGeneration':1,'replicas':1,"
                                + "'updatedReplicas':1,'availableReplicas':1}}");

        assertThat(HealthAssessment.of(object).status()).isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void aSealedSecretIsHealthyOnceItIsUnsealedAndSaysWhyItIsNot() {
        String object =
                "{'apiVersion':'bitnami.com/v1alpha1','kind':'SealedSecret',"
                        + "'metadata':{'name':'x','generation':2},'spec':{}%s}";
        String status =
                ",'status':{'observedGeneration':%d,'conditions':"
                        + "[{'type':'Synced','status':'%s','message':'sealed for shop'}]}";

        assertThat(health(object.formatted(""))).isEqualTo(HealthStatus.PROGRESSING);
        assertThat(health(object.formatted(status.formatted(1, "True"))))
                .isEqualTo(HealthStatus.PROGRESSING);
        assertThat(health(object.formatted(status.formatted(2, "True"))))
                .isEqualTo(HealthStatus.HEALTHY);
        Health failed = HealthAssessment.of(object(object.formatted(status.formatted(2, "False"))));
        assertThat(failed).isEqualTo(new Health(HealthStatus.DEGRADED, "sealed for shop"));
    }

    private static HealthStatus health(String json) {
        return HealthAssessment.of(object(json)).status();
    }

    @Test
    void theWorstCounts() {
        assertThat(
                        HealthStatus.worstOf(
                                Stream.of(
                                        HealthStatus.HEALTHY,
                                        HealthStatus.DEGRADED,
                                        HealthStatus.PROGRESSING)))
                .isEqualTo(HealthStatus.DEGRADED);
        assertThat(HealthStatus.worstOf(Stream.of())).isEqualTo(HealthStatus.HEALTHY);
    }

    private static LiveObject object(String json) {
        Map<String, Object> content =
                Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        Manifest manifest = Manifest.of(content, "test");
        return new LiveObject(manifest.key(), manifest.apiVersion(), content);
    }
}
