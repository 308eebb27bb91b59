#pragma once

#include "core/engine/Ancestors.h"
#include "core/optimize/Execution.h"
#include "core/store/CallRows.h"

#include <QHash>

namespace metaspo {

/// How what a method asks for becomes the calls of one run: key, digest, parameters; and the way back from the place of
/// a stored evaluation to its request. What comes before a fork is asked as the run asked it that it comes from. Knows
/// the texts of the candidates that were noted. Method's thread only.
class RunRequests
{
public:
    /// `setup` outlives this. The models as they are reached today; ancestors nearest first.
    RunRequests(const RunSetup& setup, Connection base, Connection optimizer, QList<Ancestor> ancestors);

    void note(const Candidate& candidate);
    bool isNoted(const Step& candidate) const { return m_texts.contains(candidate); }

    NewCall callFor(const OptimizerRequest& request, const Step& wave) const;
    NewCall callFor(const EvaluationRequest& request, const Step& wave) const;
    /// Of candidates that were noted.
    EvaluationRequest requestAt(const EvaluationPlace& place) const;
    /// Does the loop come before the fork, as a whole?
    bool isInherited(const Step& loop) const;
    /// Does the proposal?
    bool isInherited(const OptimizerRequest& request) const;

    const Connection& connection(ModelRole role) const;
    const QList<Ancestor>& ancestors() const { return m_ancestors; }
    qint64 run() const { return m_setup.record.id; }

private:
    const RunSetup& m_setup;
    Connection m_base;
    Connection m_optimizer;
    QList<Ancestor> m_ancestors;
    QHash<Step, QString> m_texts; ///< of candidates
    QHash<QString, QHash<int, QString>> m_questions;
};

/// The candidate on whose behalf an evaluation is made: what the loop of the wave proposes.
Step candidateOf(const EvaluationRequest& request, const Step& wave);
EvaluationPlace placeOf(const EvaluationRequest& request);

} // namespace metaspo
