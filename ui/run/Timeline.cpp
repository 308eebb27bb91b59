#include "ui/run/Timeline.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/run/StateLook.h"
#include "ui/run/StepText.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace metaspo {

namespace {

constexpr int space = 4;
constexpr int betweenIterations = 14;
constexpr int narrowest = 56;

int plannedIn(const RunSettings& settings, Loop loop)
{
    switch (loop) {
    case Loop::Inner: return static_cast<int>(settings.sources.size()) * settings.userCandidates;
    case Loop::Outer: return settings.systemCandidates;
    case Loop::Start:
    case Loop::Test: break;
    }
    return 0;
}

} // namespace

Timeline::Timeline(QWidget* parent)
    : QWidget(parent)
{
    nameWidget(this, QStringLiteral("runTimeline"), tr("Timeline of the run"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Timeline::show(const RunSettings& settings, const RunTree& tree)
{
    fill(settings, tree);
    m_current = std::clamp<qsizetype>(m_current, 0, std::max<qsizetype>(0, m_blocks.size() - 1));
    QStringList words;
    for (const Block& block : m_blocks)
        words += description(block);
    setAccessibleDescription(words.join(QStringLiteral(". ")));
    updateGeometry();
    update();
}

void Timeline::setPosition(const std::optional<Step>& position)
{
    const std::optional<Step> loop = position ? std::optional(loopOf(*position)) : std::nullopt;
    if (loop == m_position)
        return;
    m_position = loop;
    update();
}

void Timeline::setBreakpoints(const QSet<Step>& places)
{
    QSet<Step> loops;
    for (const Step& place : places)
        loops.insert(loopOf(place));
    if (loops == m_breakpoints)
        return;
    m_breakpoints = loops;
    update();
}

void Timeline::fill(const RunSettings& settings, const RunTree& tree)
{
    m_blocks.clear();
    m_blocks.append(Block{Step{}, 0, {}, false, false, {}});
    for (int iteration = 1; iteration <= settings.iterations; ++iteration) {
        if (settings.method != Method::Outer)
            m_blocks.append(Block{Step{iteration, Loop::Inner, {}, 0}, 0, {}, false, false, {}});
        if (settings.method != Method::Inner)
            m_blocks.append(Block{Step{iteration, Loop::Outer, {}, 0}, 0, {}, false, false, {}});
    }
    for (Block& block : m_blocks) {
        block.planned = plannedIn(settings, block.loop.loop);
        block.isDone = tree.stage(block.loop) != nullptr;
        const auto decision = tree.decisions().find(block.loop);
        if (decision == tree.decisions().end() || !decision->incumbent)
            continue;
        block.isAdopted = decision->incumbent->incumbent != decision->incumbent->before;
        block.score = percentText(decision->incumbent->score.value());
    }
    for (const Candidate& candidate : tree.candidates())
        for (Block& block : m_blocks)
            if (block.loop == loopOf(candidate.step) && candidate.step.slot > 0)
                block.states.append(candidate.state);
    if (const Candidate* given = tree.find(Step{}))
        m_blocks.front().score = scoreText(*given);
}

QSize Timeline::sizeHint() const
{
    return {narrowest * static_cast<int>(std::max<qsizetype>(6, m_blocks.size())), 3 * fontMetrics().height() + 12};
}

QSize Timeline::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

// All blocks are alike wide; a wider gap stands before each iteration.
QRectF Timeline::rectOf(qsizetype block) const
{
    if (m_blocks.isEmpty())
        return {};
    double gaps = 0;
    double before = 0;
    for (qsizetype place = 1; place < m_blocks.size(); ++place) {
        const bool isNewIteration = m_blocks.at(place).loop.iteration != m_blocks.at(place - 1).loop.iteration;
        gaps += isNewIteration ? betweenIterations : space;
        if (place == block)
            before = gaps;
    }
    const double wide = std::max(1.0, (width() - 1.0 - gaps) / static_cast<double>(m_blocks.size()));
    const double top = fontMetrics().height() + 2;
    QRectF rect(before + wide * static_cast<double>(block), top, wide, height() - top - 2);
    if (layoutDirection() == Qt::RightToLeft)
        rect.moveLeft(width() - 1 - rect.right());
    return rect;
}

qsizetype Timeline::blockAt(const QPoint& place) const
{
    for (qsizetype block = 0; block < m_blocks.size(); ++block)
        if (rectOf(block).contains(place))
            return block;
    return -1;
}

void Timeline::choose(qsizetype block)
{
    if (block < 0 || block >= m_blocks.size())
        return;
    m_current = block;
    update();
    Q_EMIT loopChosen(m_blocks.at(block).loop);
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype place = 0; place < m_blocks.size(); ++place) {
        const Block& block = m_blocks.at(place);
        const QRectF rect = rectOf(place);
        if (block.loop.loop == Loop::Start || place == 0
            || m_blocks.at(place - 1).loop.iteration != block.loop.iteration) {
            painter.setPen(palette().color(QPalette::PlaceholderText));
            const QString title = block.loop.iteration == 0 ? loopTitle(Loop::Start)
                                                            : tr("Iteration %1").arg(block.loop.iteration);
            const double wide = layoutDirection() == Qt::RightToLeft ? rect.right() : width() - rect.left();
            const QRectF label(layoutDirection() == Qt::RightToLeft ? 0 : rect.left(), 0, wide, rect.top() - 1);
            const int room = static_cast<int>(std::min(wide, 2 * rect.width()));
            painter.drawText(label, static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading)),
                             fontMetrics().elidedText(title, Qt::ElideRight, room));
        }
        paintBlock(painter, block, rect, m_position == block.loop, m_hovered == place);
        if (m_breakpoints.contains(block.loop))
            paintBreakpoint(painter, QPointF(rect.center().x(), rect.top()), palette());
        if (hasFocus() && place == m_current) {
            painter.setPen(QPen(toneColour(Tone::Accent, palette()), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5);
        }
    }
}

void Timeline::paintBlock(QPainter& painter, const Block& block, const QRectF& rect, bool isAtWork,
                          bool isUnderMouse)
{
    const Tone tone = block.isAdopted ? Tone::Good : isAtWork ? Tone::Accent : Tone::Quiet;
    painter.setPen(isAtWork ? QPen(toneColour(Tone::Accent, palette()), 1.5)
                            : QPen(isUnderMouse ? toneColour(Tone::Quiet, palette()) : lineColour(palette())));
    painter.setBrush(block.isDone || isAtWork ? toneBackground(tone, palette()) : palette().color(QPalette::Base));
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5);

    const QRectF inside = rect.adjusted(7, 3, -7, -3);
    const double lineHeight = fontMetrics().height();
    const QRectF upper(inside.left(), inside.top(), inside.width(), lineHeight);
    QString title = block.loop.loop == Loop::Start   ? tr("Given")
                    : block.loop.loop == Loop::Inner ? tr("Inner")
                                                     : tr("Outer");
    if (isAtWork)
        title.prepend(QStringLiteral("▶ "));
    const QString score = block.isAdopted ? QStringLiteral("★ ") + block.score : block.score;
    const int scoreWidth = fontMetrics().horizontalAdvance(score);
    const bool hasRoom = inside.width() > scoreWidth + fontMetrics().horizontalAdvance(title) + 4;
    const auto leading = static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading));
    const auto trailing = static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignTrailing));
    painter.setPen(palette().color(block.isDone || isAtWork ? QPalette::Text : QPalette::PlaceholderText));
    painter.drawText(upper, leading, fontMetrics().elidedText(title, Qt::ElideRight, static_cast<int>(inside.width())));
    painter.setPen(toneColour(block.isAdopted ? Tone::Good : Tone::Quiet, palette()));
    if (hasRoom)
        painter.drawText(upper, trailing, score);

    const int places = std::max(block.planned, static_cast<int>(block.states.size()));
    if (places == 0)
        return;
    const double wide = inside.width() / places;
    const double top = inside.bottom() - 7;
    for (int place = 0; place < places; ++place) {
        const double left = layoutDirection() == Qt::RightToLeft ? inside.right() - wide * (place + 1)
                                                                 : inside.left() + wide * place;
        const QRectF cell(left + 0.75, top, std::max(1.5, wide - 1.5), 5);
        painter.setPen(Qt::NoPen);
        const bool isThere = place < block.states.size();
        painter.setBrush(isThere ? colourOf(block.states.at(place), palette()) : lineColour(palette()));
        painter.drawRoundedRect(cell, 1.5, 1.5);
    }
}

QString Timeline::description(const Block& block) const
{
    QString words = stepTitle(block.loop);
    if (block.planned > 0)
        words += QStringLiteral(": ") + tr("%1 of %2 candidates")
                                            .arg(block.states.size())
                                            .arg(std::max<qsizetype>(block.planned, block.states.size()));
    if (m_breakpoints.contains(block.loop))
        words += QStringLiteral(", ") + tr("breakpoint");
    if (!block.score.isEmpty())
        words += QStringLiteral(", ") +
                 (block.isAdopted ? tr("adopted, %1").arg(block.score) : tr("score %1").arg(block.score));
    return words;
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    choose(blockAt(event->position().toPoint()));
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const qsizetype block = blockAt(event->position().toPoint());
    if (block != m_hovered) {
        m_hovered = block;
        update();
    }
}

void Timeline::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    const int ahead = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Right: return choose(m_current + ahead);
    case Qt::Key_Left: return choose(m_current - ahead);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(m_blocks.size() - 1);
    case Qt::Key_Space:
    case Qt::Key_Return: return choose(m_current);
    default: QWidget::keyPressEvent(event);
    }
}

bool Timeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const qsizetype block = blockAt(help->pos());
        if (block >= 0)
            QToolTip::showText(help->globalPos(), displayToolTip(description(m_blocks.at(block))), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

} // namespace metaspo
