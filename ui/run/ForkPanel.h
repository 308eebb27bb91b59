#pragma once

#include "core/domain/Step.h"
#include "ui/kit/Layout.h"
#include "ui/run/SettingsModel.h"

namespace metaspo {

/// What a fork does otherwise than the run it comes from: only what differs, while it is being set up.
class ForkPanel : public Card
{
    Q_OBJECT

public:
    ForkPanel(qint64 parent, const Step& at, QWidget* parentWidget = nullptr);

    void show(const RunFacts& facts, const RunFacts& parent);
    using QWidget::show;

private:
    SettingsModel* m_model;
    QTableView* m_table;
    QLabel* m_words;
};

} // namespace metaspo
