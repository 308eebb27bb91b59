#include "core/engine/CalibrationWork.h"

#include "core/engine/CalibrationPlanning.h"
#include "core/engine/CallTag.h"
#include "core/llm/Pricing.h"
#include "core/tasks/Grader.h"

#include <algorithm>

namespace metaspo {

namespace {

int possiblyPaid(const QList<FailedAttempt>& attempts)
{
    return static_cast<int>(std::count_if(attempts.begin(), attempts.end(),
                                          [](const FailedAttempt& attempt) { return attempt.possiblyPaid; }));
}

} // namespace

CalibrationWork::CalibrationWork(CalibrationPlan plan, std::shared_ptr<ChatService> chat, Listener listener)
    : m_plan(std::move(plan)), m_chat(std::move(chat)), m_listener(std::move(listener))
{
}

void CalibrationWork::run()
{
    const Result<CalibrationResult> ended = result();
    m_file.reset(); // before anybody is told, who may begin another one
    std::lock_guard lock(m_listenerMutex);
    if (m_listener.ended)
        m_listener.ended(ended);
}

void CalibrationWork::stop(Cancellation how)
{
    QSet<quint64> out;
    {
        std::lock_guard lock(m_mutex);
        m_isStopping = true;
        out = m_out;
    }
    for (const quint64 tag : out)
        m_chat->cancel(tag, how);
}

void CalibrationWork::forget()
{
    std::lock_guard lock(m_listenerMutex);
    m_listener = {};
}

Result<CalibrationResult> CalibrationWork::result()
{
    auto file = CalibrationFile::open(endpointDigest(m_plan.connection), beginOf(m_plan));
    if (!file)
        return tl::unexpected(file.error());
    m_file = std::move(*file);
    m_chat->forgetTrouble(m_plan.connection);
    tell();
    // A repeat begins when all answers of the one before are there: it is asked again, not asked at once.
    for (int repeat = 0; repeat < m_plan.repeats; ++repeat)
        if (const Result<void> asked = askAll(repeat); !asked)
            return tl::unexpected(asked.error());
    return calibrationResult(m_file->record());
}

// Ends early, but never before what is in flight has arrived and is kept.
Result<void> CalibrationWork::askAll(int repeat)
{
    std::deque<CalibrationPlace> waiting = missing(repeat);
    Result<void> stored;
    const auto goesOn = [&] { return stored && !m_failure && !isStopping(); };
    while (m_inFlight > 0 || (!waiting.empty() && goesOn())) {
        // One more than the endpoint takes, so that it never waits for us.
        while (!waiting.empty() && goesOn() && m_inFlight <= m_chat->width(m_plan.connection)) {
            stored = handOut(waiting.front());
            waiting.pop_front();
        }
        for (const Arrival& arrival : take())
            if (const Result<void> kept = keep(arrival); !kept)
                stored = kept;
        if (!goesOn())
            stop(Cancellation::Drain);
        tell();
    }
    if (!stored)
        return stored;
    if (m_failure)
        return tl::unexpected(*m_failure);
    if (!waiting.empty() || !missing(repeat).empty())
        return failure(ErrorKind::Stopped, QStringLiteral("The calibration was stopped"), {},
                       QStringLiteral("Calibrate again: it goes on with the answers that are there."));
    return {};
}

std::deque<CalibrationPlace> CalibrationWork::missing(int repeat) const
{
    const QList<CalibrationAnswer>& answers = m_file->record().answers;
    std::deque<CalibrationPlace> places;
    for (int prompt = 0; prompt < m_plan.systemPrompts.size(); ++prompt)
        for (const Example& example : m_plan.task.examples) {
            const CalibrationPlace place{example.index, prompt, repeat};
            if (std::none_of(answers.begin(), answers.end(),
                             [&](const CalibrationAnswer& answer) { return answer.place == place; }))
                places.push_back(place);
        }
    return places;
}

Result<void> CalibrationWork::handOut(const CalibrationPlace& place)
{
    if (const Result<void> noted = m_file->sent(place); !noted)
        return noted;
    const ChatRequest request{m_plan.connection, messagesOf(m_plan, place), calibrationParameters(), nextCallTag()};
    ++m_inFlight;
    // Held while the request is posted: stop() must not cancel what the service does not know yet.
    std::lock_guard lock(m_mutex);
    m_out.insert(request.tag);
    m_chat->send(request, [self = shared_from_this(), place](ChatReply reply) {
        std::lock_guard arrived(self->m_mutex);
        self->m_out.remove(reply.tag);
        self->m_arrivals.push_back({place, std::move(reply), QDateTime::currentMSecsSinceEpoch()});
        self->m_changed.notify_all();
    });
    return {};
}

std::vector<CalibrationWork::Arrival> CalibrationWork::take()
{
    std::unique_lock lock(m_mutex);
    if (m_inFlight == 0)
        return {};
    m_changed.wait(lock, [this] { return !m_arrivals.empty(); });
    std::vector<Arrival> arrived;
    arrived.swap(m_arrivals);
    m_inFlight -= static_cast<int>(arrived.size());
    return arrived;
}

// The answer is on the disk before anything is made of it.
Result<void> CalibrationWork::keep(const Arrival& arrival)
{
    const int paid = possiblyPaid(arrival.reply.failedAttempts);
    if (!arrival.reply.completion) {
        const Error& error = arrival.reply.completion.error();
        if (error.kind != ErrorKind::Stopped && !m_failure)
            m_failure = error;
        return m_file->failed(arrival.place, error, paid);
    }
    const Completion& completion = *arrival.reply.completion;
    const auto example = std::find_if(m_plan.task.examples.begin(), m_plan.task.examples.end(),
                                      [&](const Example& one) { return one.index == arrival.place.example; });
    const Outcome outcome = Grader(m_plan.task).grade(completion, *example);
    CalibrationAnswer answer;
    answer.place = arrival.place;
    answer.response = completion.text;
    answer.isReadable = outcome.kind != OutcomeKind::Unreadable;
    answer.reading = answer.isReadable ? outcome.prediction : QString();
    answer.finish = completion.finish;
    answer.usage = completion.usage;
    answer.latencyMicroseconds = completion.latencyMicroseconds;
    answer.costNanoDollars = costNanoDollars(m_plan.connection.price, completion.usage);
    answer.sentUnixMilliseconds = arrival.reply.sentUnixMilliseconds;
    answer.answeredUnixMilliseconds = arrival.arrivedUnixMilliseconds;
    answer.possiblyPaid = paid;
    return m_file->answered(answer);
}

bool CalibrationWork::isStopping() const
{
    std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void CalibrationWork::tell()
{
    const CalibrationProgress progress{static_cast<int>(m_file->record().answers.size()), m_plan.answers(), m_inFlight};
    std::lock_guard lock(m_listenerMutex);
    if (m_listener.progressed)
        m_listener.progressed(progress);
}

} // namespace metaspo
