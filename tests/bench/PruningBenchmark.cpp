// How many calls `exact` saves in one outer loop (performance.md, goal 2): 9 proposals and a scored incumbent, 4
// tasks x 3 user prompts x 50 questions, answers that agree on about 80 %, candidates whose true accuracy differs by
// `spread`. Prints a table: percent of the 5,400 calls that are still paid, and the time of the client per call.

#include "core/domain/Draw.h"
#include "core/optimize/Evaluation.h"

#include <QElapsedTimer>
#include <QTextStream>
#include <cmath>
#include <numbers>

using namespace metaspo;

namespace {

constexpr int tasks = 4;
constexpr int userPrompts = 3;
constexpr int questions = 50;
constexpr int candidates = 9;
constexpr double shared = 0.8; // of the variance of an answer

double normal(Draw& draw)
{
    const double radius = std::sqrt(-2 * std::log(1 - draw.unit()));
    return radius * std::cos(2 * std::numbers::pi * draw.unit());
}

double quantile(double probability) // of the normal distribution, by bisection: exact enough and free of tables
{
    double low = -8;
    double high = 8;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::numbers::sqrt2) / 2 < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

Problem benchmarkProblem()
{
    MethodInput input;
    input.settings.validation = 0;
    for (int index = 0; index < tasks; ++index) {
        Task task;
        task.name = QStringLiteral("task%1").arg(index);
        task.format.kind = AnswerKind::Choice;
        task.format.choices = {QStringLiteral("A"), QStringLiteral("B")};
        for (int question = 0; question < questions; ++question)
            task.examples.append({question, Split::Train, QString::number(question), {QStringLiteral("A")}, {}});
        input.tasks.append(task);
    }
    return Problem(input);
}

struct Table ///< right or wrong by (candidate, cell, question); candidate 0 is the incumbent
{
    std::vector<bool> right;

    Table(double accuracy, double spread, Draw& draw)
    {
        std::vector<double> skill(candidates + 1);
        for (int candidate = 0; candidate <= candidates; ++candidate)
            skill[static_cast<std::size_t>(candidate)] =
                quantile(std::clamp(accuracy + (candidate == 0 ? 0 : spread * normal(draw)), 0.02, 0.98));
        std::vector<double> difficulty;
        std::vector<double> ofPrompt;
        for (int question = 0; question < tasks * questions; ++question) {
            difficulty.push_back(normal(draw));
            for (int user = 0; user < userPrompts; ++user)
                ofPrompt.push_back(normal(draw));
        }
        for (int candidate = 0; candidate <= candidates; ++candidate)
            for (int task = 0; task < tasks; ++task)
                for (int user = 0; user < userPrompts; ++user)
                    for (int question = 0; question < questions; ++question) {
                        const auto of = static_cast<std::size_t>(task * questions + question);
                        const double value = skill[static_cast<std::size_t>(candidate)]
                                             + std::sqrt(0.75 * shared) * difficulty[of]
                                             + std::sqrt(0.25 * shared)
                                                   * ofPrompt[of * userPrompts + static_cast<std::size_t>(user)]
                                             + std::sqrt(1 - shared) * normal(draw);
                        right.push_back(value > 0);
                    }
    }

    bool isRight(const EvaluationRequest& request) const
    {
        const int task = request.task.back().digitValue();
        return right[static_cast<std::size_t>(
            ((request.system.slot * tasks + task) * userPrompts + request.user.slot) * questions + request.example)];
    }
};

struct Outcomes
{
    qint64 calls = 0;
    qint64 nanoseconds = 0;
};

Outcomes outerLoop(const Problem& problem, const Table& table, int width, Draw& draw)
{
    PromptTexts texts;
    ScoreBook book;
    Contest contest;
    contest.keep = 1;
    for (int candidate = 0; candidate <= candidates; ++candidate) {
        const Step system{1, Loop::Outer, {}, candidate};
        texts.insert(system, QStringLiteral("S%1").arg(candidate));
        Contender contender{system, {}};
        for (const ScoredTask& task : *problem.tasks) {
            QList<Cell> cells;
            for (int user = 0; user < userPrompts; ++user) {
                const Step step{1, Loop::Inner, task.name(), user};
                texts.insert(step, QStringLiteral("U%1 {question}").arg(user));
                cells.append({system, step, task.name(), Split::Train});
            }
            contender.cells.append(cells);
        }
        contest.contenders.append(contender);
    }
    const auto answer = [&](const EvaluationRequest& request) {
        Completion completion;
        completion.text = table.isRight(request) ? QStringLiteral("<answer>A</answer>")
                                                 : QStringLiteral("<answer>B</answer>");
        return completion;
    };
    Contest first; // the incumbent's answers are known
    first.contenders = {contest.contenders.front()};
    Evaluation known(problem, texts, book, {first});
    while (auto request = known.next(RequestOrder::BestFirst))
        known.answered(*request, answer(*request));

    QElapsedTimer timer;
    timer.start();
    Outcomes outcomes;
    Evaluation evaluation(problem, texts, book, {contest});
    std::vector<EvaluationRequest> inFlight;
    for (;;) {
        while (static_cast<int>(inFlight.size()) < width) {
            auto request = evaluation.next(RequestOrder::BestFirst);
            if (!request)
                break;
            inFlight.push_back(std::move(*request));
        }
        if (inFlight.empty())
            break;
        const auto arrived = static_cast<std::size_t>(draw.below(static_cast<qsizetype>(inFlight.size())));
        std::swap(inFlight[arrived], inFlight.back());
        const EvaluationRequest request = std::move(inFlight.back());
        inFlight.pop_back();
        ++outcomes.calls;
        evaluation.answered(request, answer(request));
    }
    outcomes.nanoseconds = timer.nsecsElapsed();
    return outcomes;
}

} // namespace

int main()
{
    const Problem problem = benchmarkProblem();
    QTextStream out(stdout);
    constexpr int loops = 40;
    out << "accuracy  spread  paid at 1 / 16 / 64 / 256 in flight, percent   microseconds per call\n";
    for (const double spread : {0.02, 0.05, 0.10})
        for (const double accuracy : {0.3, 0.5, 0.6, 0.7, 0.8}) {
            out << QString::number(accuracy, 'f', 1) << "       " << QString::number(spread, 'f', 2) << "    ";
            qint64 nanoseconds = 0;
            qint64 calls = 0;
            for (const int width : {1, 16, 64, 256}) {
                qint64 paid = 0;
                for (int loop = 0; loop < loops; ++loop) {
                    Draw draw(static_cast<quint64>(loop), u"benchmark");
                    const Table table(accuracy, spread, draw);
                    const Outcomes outcomes = outerLoop(problem, table, width, draw);
                    paid += outcomes.calls;
                    nanoseconds += outcomes.nanoseconds;
                }
                calls += paid;
                out << QString::number(100.0 * static_cast<double>(paid) / (5400.0 * loops), 'f', 1).rightJustified(7);
            }
            const double microseconds = static_cast<double>(nanoseconds) / 1000 / static_cast<double>(calls);
            out << "                    " << QString::number(microseconds, 'f', 1) << "\n";
            out.flush();
        }
    return 0;
}
