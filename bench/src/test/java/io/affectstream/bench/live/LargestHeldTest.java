package io.affectstream.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestHeldTest {

  @ParameterizedTest
  @CsvSource({"4, 0", "4, 1", "4, 3", "4, 4", "4, 13", "1, 1", "1, 31", "50, 7", "64, 100"})
  void findsTheGreatestNumberThatIsHeld(int first, int greatest) throws Exception {
    assertThat(LargestHeld.find(first, 100, streams -> streams <= greatest)).isEqualTo(greatest);
  }

  @Test
  void goesNoFurtherThanTheLimit() throws Exception {
    List<Integer> tried = new ArrayList<>();

    int found = LargestHeld.find(5, 12, streams -> tried.add(streams));

    assertThat(found).isEqualTo(12);
    assertThat(tried).containsExactly(5, 10, 12);
  }
}
