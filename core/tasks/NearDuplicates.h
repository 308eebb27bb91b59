#pragma once

#include "core/domain/Task.h"

namespace metaspo {

/// Two examples in different splits whose questions are almost the same.
struct NearDuplicate
{
    int first = 0; ///< indexes of examples
    int second = 0;
};

/// Pairs across splits whose sets of three-word shingles have a Jaccard similarity of 0.8 or more, found by
/// MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter
/// 3), then measured. Time grows linearly with the examples; a pair at 0.8 is missed about once in a hundred
/// times. Questions of fewer than eight words are left out: short questions are alike without being copies.
/// Equal questions are no near-duplicates.
QList<NearDuplicate> nearDuplicatesAcrossSplits(const QList<Example>& examples);

} // namespace metaspo
