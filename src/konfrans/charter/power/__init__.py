"""Voting power: how often a member's vote decides, under the conditions of a charter and the weights of a roll.

Two indices: Banzhaf (1965), the share of a member among all swings, and Shapley and Shubik (1954), the chance of being the one who
turns a growing coalition into a winning one when all orders are equally likely.
"""

from konfrans.charter.power.games import Game, Player, game_of
from konfrans.charter.power.indices import Indices, indices
from konfrans.charter.power.rolls import read_roll

__all__ = ["Game", "Indices", "Player", "game_of", "indices", "read_roll"]
