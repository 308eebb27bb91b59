#pragma once

#include "core/domain/RunSettings.h"
#include "ui/run/RunTree.h"

#include <QSet>
#include <QWidget>

namespace metaspo {

/// The run from left to right: a block for each loop of each iteration, filled as its candidates are decided, with the
/// score that stands at its end. Blocks are chosen by mouse or with the arrow keys.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(QWidget* parent = nullptr);

    void show(const RunSettings& settings, const RunTree& tree);
    void setBreakpoints(const QSet<Step>& places); ///< marked on their loops
    void setPosition(const std::optional<Step>& position); ///< the loop at work; nothing: none
    using QWidget::show;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void loopChosen(const metaspo::Step& loop);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Block
    {
        Step loop;
        int planned = 0;
        QList<CandidateState> states; ///< of its candidates, by slot
        bool isDone = false;
        bool isAdopted = false;
        QString score;
    };

    void fill(const RunSettings& settings, const RunTree& tree);
    QRectF rectOf(qsizetype block) const;
    qsizetype blockAt(const QPoint& place) const;
    void choose(qsizetype block);
    void paintBlock(QPainter& painter, const Block& block, const QRectF& rect, bool isAtWork, bool isUnderMouse);
    QString description(const Block& block) const;

    QList<Block> m_blocks;
    std::optional<Step> m_position;
    QSet<Step> m_breakpoints; ///< loops that have one, before them or inside
    qsizetype m_current = 0;
    qsizetype m_hovered = -1;
};

} // namespace metaspo
