#pragma once

#include "ui/kit/Theme.h"

#include <QWidget>

namespace metaspo {

/// A word on a faint rounded ground: a state, a mark.
class Chip : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(const QString& objectName, QWidget* parent = nullptr);

    void show(const QString& text, Tone tone);
    using QWidget::show;
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Quiet;
};

} // namespace metaspo
