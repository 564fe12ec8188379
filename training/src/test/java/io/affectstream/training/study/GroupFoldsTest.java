package io.affectstream.training.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupFoldsTest {

  @Test
  void foldsAreAsEvenAsTheGroupsAllow() {
    GroupFolds folds = new GroupFolds(List.of("a", "a", "a", "b", "b", "c", "c", "d"), 2);

    assertThat(folds.of("a")).isEqualTo(folds.of("d")).isNotEqualTo(folds.of("b"));
    assertThat(folds.of("b")).isEqualTo(folds.of("c"));
  }

  @Test
  void refusesMoreFoldsThanGroups() {
    assertThatThrownBy(() -> new GroupFolds(List.of("a", "a"), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 groups, found 1");
  }

  @Test
  void refusesAnUnknownGroup() {
    assertThatThrownBy(() -> new GroupFolds(List.of("a"), 1).of("z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'z'");
  }
}
