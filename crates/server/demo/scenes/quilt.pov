#include "studio.inc"
Colours("b9563b","e9dfcb","3c4f73")
// a folded patchwork: squares of three cloths, quilted by a fine grid
#declare Patch = texture { pigment { checker pigment { checker color CMain color CAccent scale 4.5 } pigment { checker color CThird color CAccent scale 4.5 } scale 9 translate <0,0.2,0> }
  normal { average normal_map { [1 gradient x 0.9 sine_wave scale 4.5][1 gradient z 0.9 sine_wave scale 4.5][1 bumps 0.3 scale 0.5] } } finish { diffuse 0.88 } }
#declare Obj = union {
  #local I=0; #while (I<4) superellipsoid { <0.15,0.55> rotate x*90 scale <22-0.3*mod(I*5,3),3.0,17-0.3*mod(I*7,3)> texture { Patch translate <I*4.5,0,I*2> } translate y*(2.9+5.5*I) rotate y*(mod(I*5,3)-1) } #local I=I+1; #end
  superellipsoid { <0.2,0.5> rotate x*90 scale <22.1,0.55,17.3> translate y*22.6 Fabric(CMain,0.7) scale <1,1,1> }
  superellipsoid { <0.15,0.55> rotate x*90 scale <21.6,1.2,16.8> translate y*23.0 texture { Patch } } }
#declare Elev1=26; #declare Elev2=46;
Stage(Obj,-30,34,1.24)
