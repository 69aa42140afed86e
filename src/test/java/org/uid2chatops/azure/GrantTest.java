package org.uid2chatops.azure;

import java.util.UUID;

import com.azure.resourcemanager.authorization.models.PrincipalType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrantTest {

    @Test
    void the_same_grant_has_the_same_name_whatever_the_case_of_its_ids() {
        assertThat(grant("/subscriptions/S/resourceGroups/RG", "AB").assignmentName())
                .isEqualTo(grant("/subscriptions/s/resourcegroups/rg", "ab").assignmentName());
    }

    @Test
    void another_scope_or_principal_has_another_name() {
        assertThat(grant("/a", "p").assignmentName()).isNotEqualTo(grant("/b", "p").assignmentName())
                .isNotEqualTo(grant("/a", "q").assignmentName());
    }

    /** The value was computed with Python's uuid.uuid5(uuid.NAMESPACE_URL, …). */
    @Test
    void the_name_is_a_uuid_of_version_5() {
        var name = UUID.fromString(grant("/a", "p").assignmentName());
        assertThat(name.version()).isEqualTo(5);
        assertThat(name.variant()).isEqualTo(2);
        assertThat(name).hasToString("f1de426a-812d-560b-a717-0b95f0256578");
    }

    private static Grant grant(String scope, String principal) {
        return new Grant(scope, Role.CONTRIBUTOR, "/role", principal, PrincipalType.SERVICE_PRINCIPAL, "somebody", "somewhere");
    }
}
