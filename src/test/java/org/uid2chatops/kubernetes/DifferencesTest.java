package org.uid2chatops.kubernetes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.uid2chatops.rollout.Decision.Change;

import static org.assertj.core.api.Assertions.assertThat;

class DifferencesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest(name = "{0}: {1} is held by {2}")
    @CsvSource(delimiter = '|', textBlock = """
            defaults of the server are no difference | {replicas: 3}                       | {replicas: 3, revisionHistoryLimit: 10}
            quantities are compared by value         | {limits: {cpu: 6, memory: 24Gi}}    | {limits: {cpu: '6', memory: 25769803776}}
            so are fractions of a core               | {requests: {cpu: 100m}}             | {requests: {cpu: 0.1}}
            a number and its text are the same       | {targetPort: 8080}                  | {targetPort: '8080'}
            what is empty is not kept                | {env: [], emptyDir: {}, value: ''}  | {}
            what is false or zero is not kept        | {hostNetwork: false, delay: 0}      | {}
            lists are compared one by one            | {ports: [{port: 80}, {port: 90}]}   | {ports: [{port: 80, protocol: TCP}, {port: 90}]}
            """)
    void the_live_object_may_hold_more(String name, String wanted, String live) {
        assertThat(Differences.between(tree(wanted), tree(live))).as(name).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a value          | {spec: {replicas: 3}}                       | {spec: {replicas: 5}}                               | spec.replicas             | 5            | 3
            a missing field  | {spec: {replicas: 3}}                       | {spec: {}}                                          | spec.replicas             | (not there)  | 3
            an added entry   | {env: [{name: A, value: x}]}                | {env: [{name: A, value: x}, {name: B, value: y}]}   | env                       | 2 entries    | 1 entries
            a named entry    | {containers: [{name: skr, image: x}]}       | {containers: [{name: skr, image: y}]}               | containers[skr].image     | y            | x
            another quantity | {limits: {cpu: 6}}                          | {limits: {cpu: 500m}}                               | limits.cpu                | 500m         | 6
            numbers outside resources | {cpu: 1000m}                       | {cpu: 1}                                            | cpu                       | 1            | 1000m
            """)
    void a_difference_names_the_field(String name, String wanted, String live, String field, String from, String to) {
        assertThat(Differences.between(tree(wanted), tree(live))).as(name).containsExactly(new Change(field, from, to));
    }

    private static JsonNode tree(String yaml) {
        return YAML.readTree(yaml);
    }
}
