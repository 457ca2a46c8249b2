#!/usr/bin/env bash
# The CRUD mock server of fabric8's kubernetes-client 8.0.0 carries out a dry run. Its client has dryRun(), which sends
# dryRun=All; the API's contract is that such a request is answered in full and nothing is kept. The mock answers 201 or
# 200 as a server would, and keeps the new object, the edit and the deletion. So a test of a tool that tries its changes
# before it makes them passes here when the tool forgets to make them, and a test that a trial leaves no trace fails
# with a tool that is right.
#
# Seen:
#   dry create   the client got "new", the server then holds {color=blue}
#   dry patch    the client got {color=red}, the server then holds {color=red}
#   dry delete   the server then holds nothing
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-server-mock</artifactId>
      <version>8.0.0</version>
    </dependency>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-client</artifactId>
      <version>8.0.0</version>
      <exclusions>
        <exclusion>
          <groupId>io.fabric8</groupId>
          <artifactId>kubernetes-httpclient-vertx-5</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-httpclient-jdk</artifactId>
      <version>8.0.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >DryRun.java <<'JAVA'
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;

class DryRun {
    public static void main(String[] args) {
        var server = new KubernetesMockServer(
                new io.fabric8.mockwebserver.Context(), new MockWebServer(), new HashMap<>(),
                new KubernetesCrudDispatcher(), false);
        server.init();
        try (KubernetesClient client = server.createClient()) {
            ConfigMap blue = new ConfigMapBuilder()
                    .withNewMetadata().withName("new").withNamespace("default").endMetadata()
                    .addToData("color", "blue")
                    .build();
            Resource<ConfigMap> stored = client.configMaps().inNamespace("default").withName("new");

            String created = client.resource(blue).dryRun().create().getMetadata().getName();
            System.out.println("dry create   the client got \"" + created + "\", the server then holds " + held(stored));

            var merge = new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
            var patched = stored.dryRun().patch(merge, "{\"data\":{\"color\":\"red\"}}");
            System.out.println(
                    "dry patch    the client got " + patched.getData() + ", the server then holds " + held(stored));

            stored.dryRun().delete();
            System.out.println("dry delete   the server then holds " + held(stored));
        }
        server.destroy();
        System.exit(0);
    }

    private static String held(Resource<ConfigMap> stored) {
        ConfigMap now = stored.get();
        return now == null ? "nothing" : now.getData().toString();
    }
}
JAVA
java -cp 'lib/*' DryRun.java 2>java.log >seen || { cat java.log >&2; exit 2; }
cat seen
grep -o 'request: [A-Z]* [^ ]*dryRun=All[^ ]*' java.log | sort -u >asked || true
[ "$(wc -l <asked)" = 3 ] || { echo "changed: the client does not ask for dry runs, or the mock no longer logs them" >&2; cat java.log >&2; exit 1; }

cat >stated <<'STATED'
dry create   the client got "new", the server then holds {color=blue}
dry patch    the client got {color=red}, the server then holds {color=red}
dry delete   the server then holds nothing
STATED
diff stated seen >&2 || { echo "changed: the mock keeps something else of a dry run" >&2; exit 1; }
echo "as stated: the mock server keeps what a dry run asks for"
