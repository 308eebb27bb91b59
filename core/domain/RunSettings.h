#pragma once

#include "core/domain/Names.h"
#include "core/domain/Task.h"

#include <QStringList>
#include <optional>

namespace metaspo {

enum class Method { MetaSpo, Outer, Inner, Sprig, Pareto, Evaluate };
enum class Scope { Domain, Global };
enum class Preset { Reference, Recommended, Small };
enum class Operator { Failures, Ape, Evo };
enum class Roles { Separated, Unified };
enum class Pruning { Exhaustive, Exact, Fast };

/// What is scored on test when a run ends: the final beams (Reference), or the initial and the final pair of
/// every task, so that the gain is measured on answers that chose nothing.
enum class FinalTest { WholeBeams, InitialAndFinal };

/// How an optimizer's answer is asked for.
enum class ProposalForm { Tags, Schema };

/// All that decides what a run does. Frozen at its start, stored with it. Defaults are the paper's, plus the
/// validation split of the Recommended preset (methods.md, section 2).
struct RunSettings
{
    Method method = Method::MetaSpo;
    Scope scope = Scope::Domain;
    Preset preset = Preset::Recommended;
    QString initialSystemPrompt = QStringLiteral("You are a helpful assistant.");
    QStringList sources; ///< task names, in the order given

    int iterations = 3;       ///< N
    int userCandidates = 3;   ///< m
    int kept = 3;             ///< k
    int systemCandidates = 9; ///< M
    int userFailures = 3;
    int systemFailures = 2; ///< per task
    int train = 50;
    int validation = 50; ///< 0: selection on train
    int test = 500;
    quint64 seed = 1;

    Operator innerOperator = Operator::Failures;
    Operator outerOperator = Operator::Failures;
    Roles roles = Roles::Separated;
    Pruning pruning = Pruning::Exact;
    FinalTest finalTest = FinalTest::InitialAndFinal;
    ProposalForm proposalForm = ProposalForm::Tags;
    int proposalAttempts = 3;          ///< the first and at most two more
    int longestPromptCharacters = 8000;
    int longestFailureCharacters = 6000; ///< all failures shown in one template together
    QStringList protectedPassages;       ///< must stay word for word in a user prompt that has them

    double baseTemperature = 0;
    double optimizerTemperature = 1;
    int baseOutputTokens = 1024;
    int optimizerOutputTokens = 2048;

    Split selectionSplit() const { return validation > 0 ? Split::Validation : Split::Train; }
    bool operator==(const RunSettings&) const = default;
};

/// What may change whenever a run is resumed.
struct RunLimits
{
    int width = 0;                             ///< calls in flight; 0: found out
    std::optional<qint64> budgetNanoDollars;   ///< cap on spent plus reserved
    std::optional<qint64> maximumCalls;
    QStringList breakpoints;                   ///< "adopted", "budget>80" ... (cli.md)
    bool operator==(const RunLimits&) const = default;
};

/// The settings of a preset; sources and seed are left as they are by default.
RunSettings presetSettings(Preset preset);

template <>
struct Names<Method>
{
    static constexpr std::array<std::pair<Method, const char*>, 6> table{{{Method::MetaSpo, "metaspo"},
                                                                          {Method::Outer, "outer"},
                                                                          {Method::Inner, "inner"},
                                                                          {Method::Sprig, "sprig"},
                                                                          {Method::Pareto, "pareto"},
                                                                          {Method::Evaluate, "evaluate"}}};
};
template <>
struct Names<Scope>
{
    static constexpr std::array<std::pair<Scope, const char*>, 2> table{
        {{Scope::Domain, "domain"}, {Scope::Global, "global"}}};
};
template <>
struct Names<Preset>
{
    static constexpr std::array<std::pair<Preset, const char*>, 3> table{
        {{Preset::Reference, "reference"}, {Preset::Recommended, "recommended"}, {Preset::Small, "small"}}};
};
template <>
struct Names<Operator>
{
    static constexpr std::array<std::pair<Operator, const char*>, 3> table{
        {{Operator::Failures, "failures"}, {Operator::Ape, "ape"}, {Operator::Evo, "evo"}}};
};
template <>
struct Names<Roles>
{
    static constexpr std::array<std::pair<Roles, const char*>, 2> table{
        {{Roles::Separated, "separated"}, {Roles::Unified, "unified"}}};
};
template <>
struct Names<Pruning>
{
    static constexpr std::array<std::pair<Pruning, const char*>, 3> table{
        {{Pruning::Exhaustive, "exhaustive"}, {Pruning::Exact, "exact"}, {Pruning::Fast, "fast"}}};
};
template <>
struct Names<FinalTest>
{
    static constexpr std::array<std::pair<FinalTest, const char*>, 2> table{
        {{FinalTest::WholeBeams, "whole_beams"}, {FinalTest::InitialAndFinal, "initial_and_final"}}};
};
template <>
struct Names<ProposalForm>
{
    static constexpr std::array<std::pair<ProposalForm, const char*>, 2> table{
        {{ProposalForm::Tags, "tags"}, {ProposalForm::Schema, "schema"}}};
};

} // namespace metaspo
