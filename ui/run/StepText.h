#pragma once

#include "core/domain/Candidate.h"

namespace metaspo {

class RunTree;

/// Steps and states in words, for people.

QString loopTitle(Loop loop);                    ///< "Inner loop"
QString stepTitle(const Step& step);             ///< "Iteration 2, outer loop, proposal 4"
QString candidateTitle(const Candidate& candidate); ///< "Proposal 4", "Given system prompt"
QString candidateName(const Candidate& candidate);  ///< the same below its place in the tree: "System prompt"
QString stateText(CandidateState state);
/// A glyph that tells the states apart without colour.
QString stateGlyph(CandidateState state);
/// "61.5 %", or a dash while there is no score.
QString scoreText(const Candidate& candidate);
QString originText(Origin origin);
/// With the prompt it was made from: "written by hand, from 1/outer/2".
QString provenance(const Candidate& candidate);
/// Why the candidate is what it is: adopted, kept, rejected, dropped, in sentences.
QString verdict(const RunTree& tree, const Step& candidate);

} // namespace metaspo
