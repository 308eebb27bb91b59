#pragma once

#include "core/optimize/Bounds.h"
#include "core/optimize/Contest.h"
#include "core/optimize/ErrorRates.h"
#include "core/optimize/Execution.h"
#include "core/optimize/Problem.h"
#include "core/optimize/ScoreBook.h"

namespace metaspo {

/// The texts of a run's candidates by the step where they came into being.
using PromptTexts = QHash<Step, QString>;

/// One wave of evaluations: scores the contenders of some contests until every decision is certain. Known answers of
/// the book count from the start; new ones are entered into it. Exact decisions: in any order of arrival and with any
/// number in flight the best are the same as if everything had been scored. Method's thread only.
class Evaluation : public EvaluationPlan
{
public:
    /// All but `contests` outlive this. A cell stands in one contest only.
    Evaluation(const Problem& problem, const PromptTexts& texts, ScoreBook& book, QList<Contest> contests);

    std::optional<EvaluationRequest> next(RequestOrder order) override;
    std::optional<Outcome> answered(const EvaluationRequest& request, const Completion& completion) override;
    bool done() const override { return m_unsettled == 0; }

    const QList<Contest>& contests() const { return m_contests; }
    const std::vector<Standing>& standings(qsizetype contest) const;
    /// Indexes of the best of one contest; done() holds.
    QList<int> best(qsizetype contest) const;
    /// Absent: not every example has an outcome.
    std::optional<CellScore> cellScore(const Cell& cell) const;
    /// The wave finished this cell: it was not finished before.
    bool hasFinished(const Cell& cell) const;

private:
    enum class Asked : char { No, InFlight, Answered };

    struct Work ///< one cell
    {
        Cell cell;
        const ScoredTask* task = nullptr;
        const SplitExamples* examples = nullptr;
        CellAnswers* answers = nullptr;
        ErrorRates* rates = nullptr;
        CellBounds bounds;
        std::vector<Asked> asked;
        std::vector<qint64> expectedLoss; ///< of the meta score in 1e-9, while in flight
        std::size_t contest = 0;
        std::size_t contender = 0;
        std::size_t group = 0;
        int unasked = 0;
        int cursor = 0;
        int epoch = 0;
        bool wasFinished = false;
    };
    struct Group ///< the cells of one contender and task
    {
        qint64 atMost = 0;
        qint64 atLeast = 0;
        int cells = 0;
    };
    struct Runner ///< a contender at work
    {
        std::vector<std::size_t> works;
        std::vector<Group> groups;
        int unasked = 0;
        qint64 expectedLoss = 0;
    };
    struct Race ///< a contest at work
    {
        std::vector<Runner> runners;
        std::vector<Standing> standings;
        int inFlight = 0;
    };

    void addContender(std::size_t contest, const Contender& contender);
    void addCell(std::size_t contest, std::size_t contender, std::size_t group, const Cell& cell);
    ErrorRates* ratesOf(const ScoredTask& task, Split split);
    bool isRace(std::size_t contest) const; ///< somebody may be dropped
    void enter(Work& work, int position, const Outcome& outcome);
    void updateStanding(const Work& work, Score mostBefore, Score leastBefore);
    void settle(std::size_t contest);

    bool chooseRun(RequestOrder order);
    std::optional<std::size_t> chooseContender(std::size_t contest, RequestOrder order) const;
    void chooseExamples(const Runner& runner, bool isByRate);
    std::optional<int> nextByRate(Work& work);
    EvaluationRequest handOut(Work& work, int position);

    const Problem& m_problem;
    const PromptTexts& m_texts;
    ScoreBook& m_book;
    QList<Contest> m_contests;
    std::vector<Race> m_races;
    std::vector<Work> m_works;
    QHash<Cell, std::size_t> m_workOfCell;
    QHash<std::pair<QString, int>, std::shared_ptr<ErrorRates>> m_rates;
    int m_unsettled = 0;

    RequestOrder m_order = RequestOrder::BestFirst;
    std::size_t m_runWork = 0; ///< the run of examples of one cell that is being handed out
    std::vector<int> m_run;    ///< positions, the next one last
};

/// Runs the plan if it has anything to ask. Every decision is certain afterwards.
void evaluate(Execution& execution, const Step& step, Evaluation& evaluation);

/// CellFinished for every cell that the wave finished, CandidateDropped for every candidate of this loop that it left
/// unfinished; in the order of the contests, never of arrival.
void recordScores(Execution& execution, const Step& loop, const Evaluation& evaluation);

} // namespace metaspo
